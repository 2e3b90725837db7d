package io.hearth.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProtocolTest {

    /**
     * Drivers and gateways of neighbouring versions talk: what once was said in a version of the protocol is said so for as long as
     * the version is served. What is added needs no line in the recorded list before the version that has it is released.
     */
    @Test
    void whatVersionOneSaysIsStillSaid() throws IOException {
        assertThat(Protocol.OLDEST_SERVED).isEqualTo(1);
        assertThat(said()).containsAll(recorded("protocol-1.txt"));
    }

    private static List<String> recorded(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ProtocolTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static NavigableSet<String> said() {
        NavigableSet<String> lines = new TreeSet<>();
        Stream.of(DriverFrame.class, GatewayFrame.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .forEach(frame -> describe(frame, lines));
        return lines;
    }

    private static void describe(Class<?> type, NavigableSet<String> lines) {
        if (type.isRecord()) {
            lines.add(type.getSimpleName());
            for (RecordComponent component : type.getRecordComponents()) {
                Type form = component.getGenericType();
                lines.add("%s.%s %s"
                        .formatted(
                                type.getSimpleName(),
                                component.getName(),
                                form.getTypeName().replaceAll("[A-Za-z.]+[.$]", "")));
                classes(form).forEach(one -> describe(one, lines));
            }
        } else if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants())
                    .map(constant -> type.getSimpleName() + " = " + ((Enum<?>) constant).name())
                    .forEach(lines::add);
        }
    }

    private static Stream<Class<?>> classes(Type type) {
        return type instanceof ParameterizedType generic
                ? Arrays.stream(generic.getActualTypeArguments()).flatMap(ProtocolTest::classes)
                : Stream.of((Class<?>) type);
    }
}
