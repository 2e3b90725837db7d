package io.hearth.api.channel;

import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a record as its components by name, each value with a tag that says how to read or skip it. */
final class RecordWriter {

    static final byte NULL = 0;
    static final byte LONG = 1;
    static final byte DOUBLE = 2;
    static final byte BOOLEAN = 3;
    static final byte STRING = 4;
    static final byte LIST = 5;
    static final byte MAP = 6;
    static final byte RECORD = 7;

    private RecordWriter() {}

    static void write(DataOutputStream out, Object value) throws IOException {
        RecordComponent[] components = value.getClass().getRecordComponents();
        out.writeShort(components.length);
        for (RecordComponent component : components) {
            out.writeUTF(component.getName());
            writeValue(out, valueOf(component, value));
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static void writeValue(DataOutputStream out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeByte(LONG);
            out.writeLong(((Number) value).longValue());
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeDouble(number);
        } else if (value instanceof Boolean flag) {
            out.writeByte(BOOLEAN);
            out.writeBoolean(flag);
        } else if (value instanceof String text) {
            writeText(out, text);
        } else if (value instanceof Enum<?> constant) {
            writeText(out, constant.name());
        } else if (value instanceof List<?> list) {
            out.writeByte(LIST);
            out.writeInt(list.size());
            for (Object element : list) {
                writeValue(out, element);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.writeByte(MAP);
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writeValue(out, entry.getKey());
                writeValue(out, entry.getValue());
            }
        } else if (value instanceof Record nested) {
            out.writeByte(RECORD);
            write(out, nested);
        } else {
            throw new IllegalArgumentException("no form on the channel for " + value.getClass());
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(STRING);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
