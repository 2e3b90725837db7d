package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.SdkResponse;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.FieldExistence;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequestDef;
import com.huaweicloud.sdk.core.http.LocationType;
import com.huaweicloud.sdk.dli.v1.DliClient;
import com.huaweicloud.sdk.dli.v1.model.CreateQueueRequest;
import com.huaweicloud.sdk.dli.v1.model.CreateQueueRequestBody;
import com.huaweicloud.sdk.dli.v1.model.DeleteJobResourceRequest;
import com.huaweicloud.sdk.dli.v1.model.DeleteQueueRequest;
import com.huaweicloud.sdk.dli.v1.model.ListJobResourcesRequest;
import com.huaweicloud.sdk.dli.v1.model.ListJobResourcesResponse;
import com.huaweicloud.sdk.dli.v1.model.ListQueuesRequest;
import com.huaweicloud.sdk.dli.v1.model.ShowJobResourceRequest;
import com.huaweicloud.sdk.dli.v1.model.ShowQueueRequest;
import com.huaweicloud.sdk.dli.v1.model.ShowQueueResponse;
import com.huaweicloud.sdk.dli.v1.model.Tag;
import com.huaweicloud.sdk.dli.v1.model.UpdateJobResourceOwnerRequest;
import com.huaweicloud.sdk.dli.v1.model.UpdateJobResourceOwnerRequestBody;
import com.huaweicloud.sdk.dli.v1.model.UploadFileJobResourcesRequest;
import com.huaweicloud.sdk.dli.v1.model.UploadFileJobResourcesResponse;
import com.huaweicloud.sdk.dli.v1.model.UploadJarJobResourcesRequest;
import com.huaweicloud.sdk.dli.v1.model.UploadJobResourcesDetail;
import com.huaweicloud.sdk.dli.v1.model.UploadJobResourcesRequest;
import com.huaweicloud.sdk.dli.v1.model.UploadJobResourcesRequestBody;
import com.huaweicloud.sdk.dli.v1.model.UploadJobResourcesResponse;
import com.huaweicloud.sdk.dli.v1.model.UploadPythonFileJobResourcesRequest;
import com.huaweicloud.sdk.dli.v1.model.UploadResourcesRequestBody;
import io.hearth.server.auth.UserAdministration.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cloud's own SDK against a gateway, signed with the access key of the first start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkClientTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SESSIONS = "/v2.0/{project_id}/sessions";

    private OddServer web;
    private TestGateway gateway;
    private String accessKey;
    private HcClient sdk;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        web = new OddServer();
        gateway = TestGateway.start(
                data, Map.of("packages.fetch.allow", web.place()), new FakeLauncher(), Clock.systemUTC());
        JsonNode credentials = JsonMapper.shared().readTree(Files.readString(data.resolve("credentials.json")));
        accessKey = credentials.path("access_key").asString();
        sdk = sdk(accessKey, credentials.path("secret_key").asString());
    }

    private HcClient sdk(String key, String secret) {
        return new HcClient(HttpConfig.getDefaultHttpConfig())
                .withEndpoints(List.of(gateway.address().toString()))
                .withCredential(
                        new BasicCredentials().withAk(key).withSk(secret).withProjectId("default"));
    }

    @AfterAll
    void stop() {
        gateway.stop();
        web.close();
    }

    /** What a call needs beside its address. */
    public static final class Call {
        public @Nullable String session;
        public @Nullable Integer statement;
        public @Nullable Map<String, Object> body;
    }

    /** An answer, any. */
    public static final class Answer extends SdkResponse {
        public @Nullable Map<String, Object> body;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // The SDK's descriptions carry classes, not types.
    private Map<String, Object> call(HcClient client, HttpMethod method, String uri, Call call) {
        HttpRequestDef.Builder<Call, Answer> definition = HttpRequestDef.builder(method, Call.class, Answer.class)
                .withUri(uri)
                .withContentType("application/json");
        field(definition, uri, "session", LocationType.Path, String.class, given -> given.session);
        field(definition, uri, "statement", LocationType.Path, Integer.class, given -> given.statement);
        if (method == HttpMethod.POST) {
            definition.withRequestField(
                    "body",
                    LocationType.Body,
                    FieldExistence.NULL_IGNORE,
                    Map.class,
                    field -> field.withMarshaller(given -> (Map) given.body, (given, value) -> given.body = value)
                            .withInnerContainerType(Object.class));
        }
        definition.withResponseField(
                "body",
                LocationType.Body,
                FieldExistence.NULL_IGNORE,
                Map.class,
                field -> field.withMarshaller(given -> (Map) given.body, (given, value) -> given.body = value)
                        .withInnerContainerType(Object.class));
        Map<String, Object> answer = client.syncInvokeHttp(call, definition.build()).body;
        return answer == null ? Map.of() : answer;
    }

    private static <T> void field(
            HttpRequestDef.Builder<Call, Answer> definition,
            String uri,
            String name,
            LocationType where,
            Class<T> type,
            Function<Call, @Nullable T> value) {
        if (uri.contains("{" + name + "}")) {
            definition.withRequestField(
                    name,
                    where,
                    FieldExistence.NON_NULL_NON_EMPTY,
                    type,
                    field -> field.withMarshaller(value, (given, ignored) -> {}));
        }
    }

    private Map<String, Object> call(HttpMethod method, String uri, Call call) {
        return call(sdk, method, uri, call);
    }

    @Test
    void createsASessionRunsInItAndEndsIt() {
        Call call = new Call();
        call.body = Map.of("kind", "spark", "queue", "default", "name", "会话");
        Map<String, Object> created = call(HttpMethod.POST, SESSIONS, call);
        assertThat(created).containsEntry("name", "会话").containsEntry("owner", "admin");
        call.session = (String) created.get("id");
        String session = SESSIONS + "/{session}";
        await().atMost(SOON)
                .until(() -> "idle"
                        .equals(call(HttpMethod.GET, session + "/state", call).get("state")));

        call.body = Map.of("code", "中文 + a");
        Map<String, Object> posted = call(HttpMethod.POST, session + "/statements", call);
        assertThat(posted).containsEntry("state", "waiting");
        call.statement = (Integer) posted.get("id");
        String statement = session + "/statements/{statement}";
        await().atMost(SOON)
                .until(() ->
                        "available".equals(call(HttpMethod.GET, statement, call).get("state")));
        call.body = null;
        assertThat(call(HttpMethod.POST, statement + "/cancel", call)).containsEntry("msg", "canceled");
        assertThat(call(HttpMethod.GET, SESSIONS, call)).containsKeys("from", "total", "sessions");
        assertThat(call(HttpMethod.DELETE, session, call)).containsEntry("msg", "deleted");
    }

    @Test
    void makesShowsListsAndDeletesAQueue() {
        DliClient dli = new DliClient(sdk);
        dli.createQueue(new CreateQueueRequest()
                .withBody(new CreateQueueRequestBody()
                        .withQueueName("Sdk_Queue")
                        .withQueueType("general")
                        .withCuCount(16)
                        .withChargingMode(1)
                        .withDescription("made by the SDK")));

        ShowQueueResponse shown = dli.showQueue(new ShowQueueRequest().withQueueName("sdk_queue"));
        assertThat(shown.getQueueName()).isEqualTo("sdk_queue");
        assertThat(shown.getCuCount()).isEqualTo(16);
        assertThat(dli.listQueues(new ListQueuesRequest()).getQueues())
                .extracting(queue -> queue.getQueueName())
                .contains("default", "test_cluster", "sdk_queue");
        assertThat(dli.deleteQueue(new DeleteQueueRequest().withQueueName("sdk_queue"))
                        .getIsSuccess())
                .isTrue();
    }

    @Test
    @SuppressWarnings("deprecation") // Older clients go on calling what newer ones are told not to.
    void doesEverythingWithPackages() {
        DliClient dli = new DliClient(sdk);
        web.serve("/one.jar", "1");
        web.serve("/two.py", "2");
        web.serve("/three.txt", "3");
        UploadJobResourcesResponse uploaded = dli.uploadJobResources(new UploadJobResourcesRequest()
                .withBody(new UploadJobResourcesRequestBody()
                        .withPaths(List.of(web.url("/one.jar")))
                        .withKind("jar")
                        .withGroup("sdk")
                        .withIsAsync(true)
                        .withTags(List.of(new Tag().withKey("k").withValue("v")))));
        assertThat(uploaded.getGroupName()).isEqualTo("sdk");
        assertThat(uploaded.getResources()).containsExactly("one.jar");
        assertThat(uploaded.getIsAsync()).isTrue();
        ShowJobResourceRequest one =
                new ShowJobResourceRequest().withResourceName("one.jar").withGroup("sdk");
        await().atMost(SOON).until(() -> dli.showJobResource(one).getStatus().equals("READY"));
        assertThat(dli.showJobResource(one).getResourceType()).isEqualTo("jar");

        assertThat(dli.uploadJarJobResources(new UploadJarJobResourcesRequest().withBody(resources("/one.jar")))
                        .getStatus())
                .isEqualTo("READY");
        assertThat(dli.uploadPythonFileJobResources(
                                new UploadPythonFileJobResourcesRequest().withBody(resources("/two.py")))
                        .getResources())
                .containsExactly("one.jar", "two.py");
        UploadFileJobResourcesResponse files =
                dli.uploadFileJobResources(new UploadFileJobResourcesRequest().withBody(resources("/three.txt")));
        assertThat(files.getDetails())
                .extracting(UploadJobResourcesDetail::getResourceType)
                .containsExactly("jar", "file", "pyFile");
        assertThat(files.getOwner()).isEqualTo("admin");

        ListJobResourcesResponse listed = dli.listJobResources(new ListJobResourcesRequest().withKind("jar"));
        assertThat(listed.getTotal()).isEqualTo(1);
        assertThat(listed.getModules()).isNotNull();
        assertThat(listed.getGroups().get(0).getDetails().get(0).getResourceName())
                .isEqualTo("one.jar");

        gateway.administration().users().create("sdk-user", "correct horse", Standing.ORDINARY);
        gateway.administration().projects().grant("sdk-user", "default", "developer");
        assertThat(dli.updateJobResourceOwner(new UpdateJobResourceOwnerRequest()
                                .withBody(new UpdateJobResourceOwnerRequestBody()
                                        .withNewOwner("sdk-user")
                                        .withGroupName("sdk")
                                        .withResourceName("one.jar")))
                        .getIsSuccess())
                .isTrue();
        assertThat(dli.showJobResource(one).getOwner()).isEqualTo("sdk-user");
        for (String name : List.of("one.jar", "two.py", "three.txt")) {
            dli.deleteJobResource(
                    new DeleteJobResourceRequest().withResourceName(name).withGroup("sdk"));
        }
        assertThat(dli.listJobResources(new ListJobResourcesRequest()).getGroups())
                .isEmpty();
    }

    private UploadResourcesRequestBody resources(String path) {
        return new UploadResourcesRequestBody()
                .withPaths(List.of(web.url(path)))
                .withGroup("sdk");
    }

    @Test
    void readsWhatWasWrong() {
        Call call = new Call();
        call.body = Map.of("kind", "spark", "queue", "nowhere");
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> call(HttpMethod.POST, SESSIONS, call))
                .matches(failure -> failure.getErrorCode().equals("DLI.0008"))
                .matches(failure -> failure.getErrorMsg().equals("There is no queue named nowhere"));
    }

    @Test
    void isRefusedWithAnotherSecret() {
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> call(sdk(accessKey, "wrong"), HttpMethod.GET, SESSIONS, new Call()))
                .matches(failure -> failure.getHttpStatusCode() == 401)
                .matches(failure -> failure.getErrorCode().equals("DLI.0013"));
    }
}
