package io.hearth.api.signing;

import io.hearth.api.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request as text, as it was captured on the wire or made up, and what a test changes about it. */
record RawRequest(String method, String target, List<Header> headers, String body) {

    record Header(String name, String value) {}

    static RawRequest captured(String vector) {
        return parse(resource(vector + "-request.txt"));
    }

    static String resource(String name) {
        try (InputStream stream = RawRequest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawRequest parse(String text) {
        int end = text.indexOf("\n\n");
        String[] lines = text.substring(0, end).split("\n", -1);
        String[] first = lines[0].split(" ", -1);
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(": ");
            headers.add(new Header(lines[i].substring(0, colon), lines[i].substring(colon + 2)));
        }
        return new RawRequest(first[0], first[1], headers, text.substring(end + 2));
    }

    RawRequest withMethod(String changed) {
        return new RawRequest(changed, target, headers, body);
    }

    RawRequest withTarget(String changed) {
        return new RawRequest(method, changed, headers, body);
    }

    RawRequest withBody(String changed) {
        return new RawRequest(method, target, headers, changed);
    }

    RawRequest plus(String name, String value) {
        List<Header> changed = new ArrayList<>(headers);
        changed.add(new Header(name, value));
        return new RawRequest(method, target, changed, body);
    }

    RawRequest without(String name) {
        List<Header> rest = headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList();
        return new RawRequest(method, target, rest, body);
    }

    RawRequest with(String name, String value) {
        return without(name).plus(name, value);
    }

    String header(String name) {
        return values(name.toLowerCase(Locale.ROOT)).get(0);
    }

    String bodyHash() {
        return Sha256.of(body);
    }

    SignableRequest signable() {
        int question = target.indexOf('?');
        return question < 0
                ? new SignableRequest(method, target, null, this::values)
                : new SignableRequest(
                        method, target.substring(0, question), target.substring(question + 1), this::values);
    }

    private List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
