package io.hearth.api.channel;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote, also when it was written by an older or a newer version of the record. */
final class RecordReader {

    private RecordReader() {}

    static Object read(DataInputStream in, Type type) throws IOException {
        return build((Class<?>) type, readComponents(in));
    }

    private static Map<String, @Nullable Object> readComponents(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(in.readUTF(), readValue(in));
        }
        return values;
    }

    /** Reads by tag alone: numbers as Long or Double, records as {@link Components}. */
    private static @Nullable Object readValue(DataInputStream in) throws IOException {
        byte tag = in.readByte();
        return switch (tag) {
            case RecordWriter.NULL -> null;
            case RecordWriter.LONG -> in.readLong();
            case RecordWriter.DOUBLE -> in.readDouble();
            case RecordWriter.BOOLEAN -> in.readBoolean();
            case RecordWriter.STRING -> new String(readBytes(in), StandardCharsets.UTF_8);
            case RecordWriter.LIST -> readList(in);
            case RecordWriter.MAP -> readMap(in);
            case RecordWriter.RECORD -> new Components(readComponents(in));
            default -> throw new ProtocolException("unknown tag " + tag, null);
        };
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new ProtocolException("a text of " + length + " bytes does not fit the message", null);
        }
        return in.readNBytes(length);
    }

    private static int readCount(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new ProtocolException("a collection of " + count + " does not fit the message", null);
        }
        return count;
    }

    private static List<@Nullable Object> readList(DataInputStream in) throws IOException {
        int count = readCount(in);
        List<@Nullable Object> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(readValue(in));
        }
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> readMap(DataInputStream in) throws IOException {
        int count = readCount(in);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(readValue(in), readValue(in));
        }
        return map;
    }

    private static Object build(Class<?> type, Map<String, @Nullable Object> values) throws ProtocolException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = convert(values.get(components[i].getName()), components[i].getGenericType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new ProtocolException("cannot make a " + type.getSimpleName(), e);
        }
    }

    private static @Nullable Object convert(@Nullable Object value, Type type) throws ProtocolException {
        if (type instanceof ParameterizedType generic) {
            return convertCollection(value, generic);
        }
        Class<?> target = (Class<?>) type;
        if (target == int.class) {
            return value == null ? 0 : Math.toIntExact((Long) value);
        } else if (target == long.class) {
            return value == null ? 0L : value;
        } else if (target == double.class) {
            return value == null ? 0.0 : value;
        } else if (target == boolean.class) {
            return value != null && (Boolean) value;
        } else if (value == null) {
            return null;
        } else if (target.isEnum()) {
            return constant(target, (String) value);
        } else if (target.isRecord()) {
            return build(target, ((Components) value).values());
        }
        return target.cast(value);
    }

    private static Object constant(Class<?> type, String name) throws ProtocolException {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new ProtocolException("no " + type.getSimpleName() + " is called " + name, null);
    }

    private static Object convertCollection(@Nullable Object value, ParameterizedType type) throws ProtocolException {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Object element : value == null ? List.of() : (List<?>) value) {
                list.add(convert(element, arguments[0]));
            }
            return list;
        }
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : (value == null ? Map.of() : (Map<?, ?>) value).entrySet()) {
            map.put(convert(entry.getKey(), arguments[0]), convert(entry.getValue(), arguments[1]));
        }
        return map;
    }

    private record Components(Map<String, @Nullable Object> values) {}
}
