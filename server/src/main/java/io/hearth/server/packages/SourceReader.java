package io.hearth.server.packages;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.packages.Source.LocalFile;
import io.hearth.server.packages.Source.StoredObject;
import io.hearth.server.packages.Source.Web;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the addresses that callers give. Everything in them that could be a secret is left out of its messages. */
final class SourceReader {

    private static final int LONGEST = 4096;
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");

    private final String field;
    private final String path;
    private final String shown;

    private SourceReader(String field, String path) {
        this.field = field;
        this.path = path;
        this.shown = ShownPath.of(path);
    }

    /**
     * @param field where the path stands in the request, for messages
     * @throws GatewayException INVALID_PARAMETER for whatever cannot be an address of a package
     */
    static Source read(String field, String path) {
        if (path.length() > LONGEST) {
            throw GatewayException.invalid(Message.TOO_LONG, field, path.length(), LONGEST);
        }
        return new SourceReader(field, path).read();
    }

    private Source read() {
        URI uri;
        try {
            uri = new URI(path);
        } catch (URISyntaxException e) {
            throw invalid(Message.WHY_PATH_FORM);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> web(uri);
            case "s3", "s3a", "obs" -> storedObject(uri);
            case "file" -> localFile(uri);
            default -> throw invalid(Message.WHY_PATH_SCHEME);
        };
    }

    private Source web(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw invalid(Message.WHY_PATH_HOST);
        }
        if (authority.contains("@")) {
            throw invalid(Message.WHY_PATH_USER);
        }
        String rawPath = uri.getRawPath();
        return new Web(path, name(rawPath), shown, withoutFragment(uri));
    }

    private static URI withoutFragment(URI uri) {
        String text = uri.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? uri : URI.create(text.substring(0, hash));
    }

    private Source storedObject(URI uri) {
        String bucket = uri.getRawAuthority();
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw invalid(Message.WHY_PATH_QUERY);
        }
        if (bucket == null || !BUCKET.matcher(bucket).matches()) {
            throw invalid(Message.WHY_PATH_BUCKET);
        }
        String name = name(uri.getRawPath());
        return new StoredObject(
                path, name, shown, bucket, decoded(uri.getRawPath()).substring(1));
    }

    private Source localFile(URI uri) {
        String authority = uri.getRawAuthority();
        boolean here = authority == null || authority.equals("localhost");
        if (uri.isOpaque() || !here || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw invalid(Message.WHY_PATH_FILE);
        }
        return new LocalFile(path, name(uri.getRawPath()), shown, decoded(uri.getRawPath()));
    }

    /** Decoded only once it was cut off: a slash that is written in percent is part of the name, and no name has one. */
    private String name(String rawPath) {
        String name = decoded(rawPath.substring(rawPath.lastIndexOf('/') + 1));
        if (!PackageNames.isPackage(name)) {
            throw GatewayException.invalid(Message.PATH_NAME_INVALID, field, shown, name);
        }
        return name;
    }

    /** What {@link URI} decodes wrongly is replaced in silence, so it is done by hand. */
    private String decoded(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                decoded.put((byte) Integer.parseInt(new String(bytes, i + 1, 2, StandardCharsets.US_ASCII), 16));
                i += 2;
            } else {
                decoded.put(bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw invalid(Message.WHY_PATH_FORM);
        }
    }

    private GatewayException invalid(Message why) {
        return GatewayException.invalid(Message.PATH_INVALID, field, shown, why);
    }
}
