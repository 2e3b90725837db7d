package io.hearth.server.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.error.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReaderTest {

    @ParameterizedTest
    @CsvSource({
        "https://host/a/b.jar,b.jar",
        "HTTPS://host:8443/b.jar?X-Amz-Signature=s3cret#part,b.jar",
        "http://host/a%2Dfile!_1.0.jar,a-file!_1.0.jar",
        "http://host/folder%20with%20blanks/b.jar,b.jar",
        "http://[::1]:80/b.jar,b.jar",
        "http://host/文件夹/b.jar,b.jar",
        "s3://bucket/a/b.jar,b.jar",
        "s3a://my.bucket_1/b.jar,b.jar",
        "obs://bucket/a/b.jar,b.jar",
        "file:/opt/b.jar,b.jar",
        "file:///opt/b.jar,b.jar",
        "file://localhost/opt/b.jar,b.jar",
    })
    void theLastPartOfThePathIsTheName(String path, String name) {
        Source source = SourceReader.read("paths[0]", path);
        assertThat(source.name()).isEqualTo(name);
        assertThat(source.shown()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b.jar",
                "/opt/b.jar",
                "ftp://host/b.jar",
                "jar:file:/opt/b.jar!/x",
                "gopher://host/b.jar",
                "http:b.jar",
                "http:///b.jar",
                "http://host",
                "http://host/",
                "http://host/a/",
                "http://host/a b.jar",
                "http://host/a%2fb.jar",
                "http://host/a%zz",
                "http://host/a%c3%28",
                "http://host/..",
                "http://host/%2e%2e",
                "s3://bucket",
                "s3:///b.jar",
                "s3://bucket/b.jar?versionId=1",
                "s3://key:s3cret@bucket/b.jar",
                "http://user:s3cret@host/b.jar",
                "file://host/opt/b.jar",
                "file:opt/b.jar",
                "file:///opt/b.jar?x",
            })
    void whatIsNoAddressOfAPackageIsRefused(String path) {
        assertThatThrownBy(() -> SourceReader.read("paths[3]", path))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("DLI.0001")
                .hasMessageContaining("paths[3]")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aVeryLongAddressIsRefused() {
        assertThatThrownBy(() -> SourceReader.read("paths[0]", "http://host/" + "a".repeat(5000) + "/b.jar"))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void secretsAreNotShown() {
        assertThat(ShownPath.of("https://u:p@h/a?sig=1#f")).isEqualTo("https://…@h/a");
        assertThat(ShownPath.of("https://h/a@b")).isEqualTo("https://h/a@b");
        assertThat(ShownPath.of("https://u:p@h")).isEqualTo("https://…@h");
        assertThat(ShownPath.of("no address")).isEqualTo("no address");
    }
}
