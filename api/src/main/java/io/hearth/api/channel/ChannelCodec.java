package io.hearth.api.channel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Frames and driver specs to bytes and back. Thread-safe.
 *
 * <p>The form is made to be read across versions: a record is its simple name and its components by name, a reader skips
 * components that it does not know and takes null, 0, false or empty for those that are missing.
 */
public final class ChannelCodec {

    private static final Map<String, Class<?>> FRAMES = Stream.of(DriverFrame.class, GatewayFrame.class)
            .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private ChannelCodec() {}

    public static byte[] encode(Envelope envelope) {
        return encoding(out -> {
            out.writeLong(envelope.sequence());
            out.writeUTF(envelope.frame().getClass().getSimpleName());
            RecordWriter.write(out, envelope.frame());
        });
    }

    /**
     * Reads one message.
     *
     * @throws ProtocolException when the bytes are no envelope, or one with a frame this version does not know
     */
    public static Envelope decode(ByteBuffer message) throws ProtocolException {
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        return decoding(bytes, in -> {
            long sequence = in.readLong();
            String name = in.readUTF();
            Class<?> type = FRAMES.get(name);
            if (type == null) {
                throw new ProtocolException("unknown frame " + name, null);
            }
            return new Envelope(sequence, (Frame) RecordReader.read(in, (Type) type));
        });
    }

    public static byte[] encode(DriverSpec spec) {
        return encoding(out -> RecordWriter.write(out, spec));
    }

    /**
     * Reads a spec.
     *
     * @throws ProtocolException when the bytes are no spec
     */
    public static DriverSpec decodeSpec(byte[] bytes) throws ProtocolException {
        return decoding(bytes, in -> (DriverSpec) RecordReader.read(in, DriverSpec.class));
    }

    private static byte[] encoding(Encoding encoding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            encoding.run(out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T decoding(byte[] bytes, Decoding<T> decoding) throws ProtocolException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return decoding.run(in);
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ProtocolException("malformed message of " + bytes.length + " bytes", e);
        }
    }

    @FunctionalInterface
    private interface Encoding {
        void run(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Decoding<T> {
        T run(DataInputStream in) throws IOException;
    }
}
