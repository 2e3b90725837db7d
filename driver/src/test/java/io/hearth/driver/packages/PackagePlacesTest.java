package io.hearth.driver.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.PackageKind;
import io.hearth.api.channel.SessionPackage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackagePlacesTest {

    private static SessionPackage wanted(String name, PackageKind kind, char digit) {
        return new SessionPackage(name, kind, String.valueOf(digit).repeat(64), 1);
    }

    @Test
    void noTwoHaveOneNameForSparkAndWhatIsLookedForByItsNameKeepsIt() {
        List<FetchedPackage> places = PackagePlaces.below(
                Path.of("/w"),
                List.of(
                        wanted("a/x.jar", PackageKind.JAR, '1'),
                        wanted("b/x.jar", PackageKind.JAR, '2'),
                        wanted("y.jar", PackageKind.JAR, '3'),
                        wanted("c/y.jar", PackageKind.FILE, '4'),
                        wanted("module:z.jar", PackageKind.JAR, '5'),
                        wanted("w", PackageKind.JAR, '6')));

        assertThat(places)
                .extracting(FetchedPackage::file)
                .containsExactly(
                        Path.of("/w/0/x.jar"),
                        Path.of("/w/1/22222222-x.jar"),
                        Path.of("/w/2/33333333-y.jar"),
                        Path.of("/w/3/y.jar"),
                        Path.of("/w/4/z.jar"),
                        Path.of("/w/5/w.jar"));
    }
}
