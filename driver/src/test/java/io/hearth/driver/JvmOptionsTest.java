package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.SparkJvm;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {

    @Test
    void theListIsThatOfSparksOwnLauncherLessTheIncubator() {
        List<String> sparks = Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
                .filter(option -> !option.equals("--add-modules=jdk.incubator.vector"))
                .toList();
        assertThat(SparkJvm.OPTIONS).isEqualTo(sparks);
    }

    @Test
    void theTestsRunWithTheList() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .containsAll(SparkJvm.OPTIONS.stream()
                        .filter(option -> option.startsWith("--add-opens"))
                        .toList());
    }
}
