package io.hearth.server.error;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;

/**
 * What a caller can be told, in each language; {@code {0}}, {@code {1}} … stand for the arguments in order. An argument
 * that is itself a message is told in the same language; any other is quoted, so it may come from a caller as it is.
 */
public enum Message {
    // bodies
    BODY_EMPTY("The body is empty; it must be a JSON object", "请求体为空；应为JSON对象"),
    BODY_TOO_LARGE("The body is larger than {0} bytes, the limit", "请求体超过上限{0}字节"),
    BODY_NOT_JSON(
            "The body is not valid JSON at line {0}, column {1}, where it reads: {2}",
            "请求体不是合法的JSON，位于第{0}行第{1}列，此处内容为：{2}"),
    BODY_TOO_DEEP("The body nests deeper than {0} levels, the limit", "请求体的嵌套超过上限{0}层"),
    BODY_TOO_MANY_PARTS(
            "The body has more than {0} values and fields, or a number or name that is too long; send less",
            "请求体的值和字段超过{0}个，或含有过长的数字或名称；请减少内容"),
    BODY_NOT_UTF8("The body is not valid UTF-8 at byte {0}", "请求体在第{0}字节处不是合法的UTF-8"),
    BODY_NOT_OBJECT("The body must be a JSON object, not {0}", "请求体必须是JSON对象，而不是{0}"),
    BODY_TRAILING(
            "The body goes on after the end of its JSON object, at line {0}, column {1}",
            "请求体在JSON对象结束之后还有内容，位于第{0}行第{1}列"),
    BODY_CUT("The body could not be read to its end", "请求体未能读取完整"),
    CONTENT_TYPE_MISSING(
            "A body needs the header Content-Type: application/json", "带有请求体时必须提供请求头Content-Type: application/json"),
    CONTENT_TYPE_WRONG(
            "Content-Type must be application/json in UTF-8, not {0}",
            "Content-Type必须是UTF-8编码的application/json，而不是{0}"),

    // types
    DUPLICATE_FIELD("Field {0} is given more than once", "字段{0}重复出现"),
    WRONG_TYPE("{0} must be {1}, not {2}", "{0}必须是{1}，而不是{2}"),
    TYPE_STRING("a string", "字符串"),
    TYPE_INTEGER("an integer", "整数"),
    TYPE_BOOLEAN("a boolean", "布尔值"),
    TYPE_ARRAY_OF_STRINGS("an array of strings", "字符串数组"),
    TYPE_ARRAY_OF_RESOURCES("an array of objects with name and type, or of strings", "由含name和type的对象或字符串组成的数组"),
    TYPE_RESOURCE("an object with name and type, or a string", "含name和type的对象或字符串"),
    TYPE_ARRAY_OF_GROUPS("an array of objects with name and resources, or of strings", "由含name和resources的对象或字符串组成的数组"),
    TYPE_GROUP("an object with name and resources, or a string", "含name和resources的对象或字符串"),
    TYPE_OBJECT("an object", "对象"),
    TYPE_ARRAY_OF_TAGS("an array of objects with key and value", "由含key和value的对象组成的数组"),
    TYPE_CONF("an array of objects, or one object", "对象数组或单个对象"),
    TYPE_OBJECT_OF_STRINGS("an object whose values are strings", "值均为字符串的对象"),
    FOUND_STRING("the string {0}", "字符串{0}"),
    FOUND_NUMBER("the number {0}", "数字{0}"),
    FOUND_BOOLEAN("the boolean {0}", "布尔值{0}"),
    FOUND_NULL("null", "null"),
    FOUND_ARRAY("an array", "数组"),
    FOUND_OBJECT("an object", "对象"),
    BAD_CHARACTER("{0} holds a character that no text may hold, {1}; remove it", "{0}含有不允许出现的字符{1}；请将其删除"),
    OUT_OF_RANGE("{0} must be from {1} to {2}, not {3}", "{0}必须在{1}到{2}之间，而不是{3}"),
    NUMBER_TOO_LARGE("{0} is beyond all bounds: {1}; use a smaller number", "{0}超出所有允许的范围：{1}；请使用更小的数字"),
    TOO_MANY_ELEMENTS("{0} has {1} elements, at most {2} are allowed", "{0}有{1}个元素，最多允许{2}个"),
    TOO_LONG("{0} has {1} characters, at most {2} are allowed", "{0}有{1}个字符，最多允许{2}个"),

    // requests
    REQUIRED("{0} is required", "必须提供{0}"),
    QUEUE_REQUIRED(
            "queue, or cluster_name, is required: the name of the queue to run on", "必须提供queue或cluster_name，即要使用的队列名称"),
    KIND_REQUIRED("kind is required; spark is the only kind there is", "必须提供kind；目前只支持spark"),
    KIND_UNKNOWN("kind must be spark, not {0}", "kind必须是spark，而不是{0}"),
    STATEMENT_KIND_UNKNOWN("kind must be spark or sql, not {0}", "kind必须是spark或sql，而不是{0}"),
    NO_PYTHON(
            "kind pyspark is not supported: the Spark of this server comes without Python; use spark or sql",
            "不支持kind为pyspark：此服务器的Spark不含Python；请使用spark或sql"),
    CLASS_UNKNOWN("sc_type must be A, B or C, not {0}", "sc_type必须是A、B或C，而不是{0}"),
    MEMORY_UNREADABLE(
            "{0} must be an amount of memory with a unit, as in 2G or 2048M, not {1}",
            "{0}必须是带单位的内存大小，例如2G或2048M，而不是{1}"),
    MEMORY_TOO_SMALL("{0} must be at least 512M, not {1}", "{0}至少为512M，而不是{1}"),
    TYPE_UNKNOWN("{0} must be jar, pyFile, file or modelFile, not {1}", "{0}必须是jar、pyFile、file或modelFile，而不是{1}"),
    PACKAGE_NAME_INVALID(
            "{0} is not the name of a package: {1}; it is at most 128 letters, digits or _ ! - . and does not start with a dot,"
                    + " after the group's name and a slash where it is in a group",
            "{0}不是合法的程序包名：{1}；应由不超过128个字母、数字或_ ! - .组成且不以点开头，属于分组时前面加分组名和斜杠"),
    GROUP_NAME_INVALID(
            "{0} is not the name of a group: {1}; it is at most 64 letters, digits or . _ -",
            "{0}不是合法的分组名：{1}；应由不超过64个字母、数字或. _ -组成"),
    NO_SUCH_PACKAGE("There is no package {1}, which {0} names; upload it first", "{0}引用的程序包{1}不存在；请先上传"),
    NO_SUCH_GROUP("There is no group {1}, which {0} names; upload its packages first", "{0}引用的分组{1}不存在；请先上传其程序包"),
    PACKAGE_OF_ANOTHER_KIND(
            "{0} names {1}, which must be of kind {2} there; it was uploaded as {3}",
            "{0}引用的{1}在此处必须是{2}类型，而上传时的类型是{3}"),
    PACKAGE_STILL_UPLOADING(
            "{0} names {1}, which is still UPLOADING; try again when it is READY",
            "{0}引用的{1}仍在上传（UPLOADING）；请在其变为READY后重试"),
    MODULE_FAILED(
            "{0} names the module {1}, which the gateway could not make ready; ask its operator, whose log says why",
            "{0}引用的模块{1}未能在网关上就绪；请联系管理员，原因见网关日志"),
    PACKAGE_FAILED("{0} names {1}, which has FAILED: {2}; upload it again", "{0}引用的{1}处于FAILED状态：{2}；请重新上传"),
    FILES_OF_ONE_NAME(
            "{0} names {1}, but {2} has the same file name, and both would be in one directory; name one of them",
            "{0}引用的{1}与{2}的文件名相同，且会放在同一目录中；请只引用其中一个"),
    TOO_MANY_PACKAGES_OF_SESSION(
            "The session names {0} packages, at most {1} are allowed (session.max-packages)",
            "会话引用了{0}个程序包，最多允许{1}个（session.max-packages）"),
    NO_SUCH_MODULE("There is no module {1}, which {0} names", "{0}引用的模块{1}不存在"),
    CODE_TOO_LARGE("code has {0} bytes in UTF-8, at most {1} are allowed", "code按UTF-8编码为{0}字节，最多允许{1}字节"),

    // conf
    CONF_NOT_SPARK("conf: {0} is not a Spark property; keys start with spark.", "conf：{0}不是Spark配置项；配置项名称以spark.开头"),
    CONF_KEY_INVALID(
            "conf: {0} is not the name of a Spark property; names have at most {1} printable characters and no spaces",
            "conf：{0}不是合法的Spark配置项名称；名称由不超过{1}个可见字符组成且不含空格"),
    CONF_DENIED("conf: {0} may not be set: {1}", "conf：不允许设置{0}：{1}"),
    CONF_DENIED_BY_OPERATOR("conf: {0} may not be set on this server", "conf：此服务器不允许设置{0}"),
    CONF_FORCED("conf: {0} is fixed on this server; leave it out", "conf：{0}由此服务器固定；请勿提供"),
    WHY_HEARTH("the gateway sets it itself", "由网关自行设置"),
    WHY_PLACE("where and how a session runs is the queue's choice", "会话在何处以何种方式运行由队列决定"),
    WHY_AGENT("it adds agents, options or plugins to a JVM that is not the session's own", "它会向JVM加入代理、参数或插件"),
    WHY_CLASS_PATH(
            "it changes class paths; name uploaded packages in jars, pyFiles, files or resources",
            "它会改变类路径；请在jars、pyFiles、files或resources中引用已上传的程序包"),
    WHY_NETWORK("it opens or moves a port", "它会打开或改变端口"),
    WHY_SIZE(
            "it takes resources that nobody counts; use driverMemory, driverCores, executorMemory, executorCores, numExecutors",
            "它会占用未计量的资源；请使用driverMemory、driverCores、executorMemory、executorCores、numExecutors"),
    WHY_SECURITY("security is the operator's choice", "安全设置由运维人员决定"),
    WHY_ENVIRONMENT("this variable changes how the executor's process itself starts", "该环境变量会改变executor进程自身的启动方式"),

    // queries, paths, headers
    QUERY_NOT_INTEGER(
            "Query parameter {0} must be an integer from {1} to {2}, not {3}", "查询参数{0}必须是{1}到{2}之间的整数，而不是{3}"),
    EVENT_ID_UNKNOWN(
            "{0} must be the id of an event of this stream, as in 120-running-3, not {1}",
            "{0}必须是此事件流中某个事件的id，例如120-running-3，而不是{1}"),
    QUERY_DOUBLED("Query parameter {0} is given more than once", "查询参数{0}重复出现"),
    QUERY_BOTH_NAMES(
            "queue and cluster_name are two names of the same thing; give one of them",
            "queue与cluster_name含义相同；请只提供其中一个"),
    PROJECT_HEADER_DIFFERS(
            "X-Project-Id is {0}, but the path's project is {1}; leave it out", "X-Project-Id为{0}，而路径中的项目为{1}；请去掉该请求头"),
    KEYS_DIFFER("{0} is given more than once, with different keys; give one", "请求头{0}多次出现且取值不同；请只提供一个"),
    KEY_INVALID(
            "{0} must be 1 to 255 printable ASCII characters, not \"{1}\"; a UUID will do",
            "{0}必须是1到255个可打印的ASCII字符，而不是“{1}”；可以使用UUID"),
    KEY_OF_ANOTHER_BODY(
            "Idempotency-Key {0} came with another body before; use a new key, or send the same body again",
            "Idempotency-Key {0}此前用于另一个请求体；请使用新的键，或重新发送相同的请求体"),
    KEY_OF_REMOVED(
            "Session {0}, which the request with Idempotency-Key {1} was for, was removed since; use a new key",
            "Idempotency-Key为{1}的请求所对应的会话{0}已被清除；请使用新的键"),
    NOTHING_THERE("There is nothing at {0}", "路径{0}不存在"),
    METHOD_NOT_ALLOWED("{0} does not go with {1}; allowed: {2}", "{1}不支持{0}方法；支持的方法：{2}"),
    BAD_REQUEST("The request cannot be read: {0}", "无法解析请求：{0}"),
    REQUEST_TIMED_OUT("The request did not arrive in time", "请求未在规定时间内到达"),
    HOST_NOT_OWN("Host is {0}, which is not an address of this server; use {1}", "Host为{0}，不是本服务器的地址；请使用{1}"),
    ORIGIN_NOT_OWN(
            "Origin is {0}, which is not this server; calls from other web pages are refused",
            "Origin为{0}，不是本服务器；拒绝来自其他网页的调用"),
    DRIVER_REFUSED("This is no driver of a session that lives, or its secret is wrong", "不是存活会话的driver，或其密钥不正确"),

    GATEWAY_REFUSED("This is no gateway of the same database", "不是同一数据库的网关"),

    NO_SUCH_CONTENT("No session of this driver has content with SHA-256 {0}", "此driver的会话没有SHA-256为{0}的内容"),
    TOO_MANY_DELIVERIES(
            "Too many packages are being sent to drivers at this moment; try again", "当前正在向driver发送的程序包过多；请重试"),
    OUTPUT_QUOTA_USED(
            "{0} more bytes of output are more than the quotas statement.output-quota and session.output-quota leave, {1}",
            "再保留{0}字节的输出将超出配额statement.output-quota和session.output-quota的剩余量{1}字节"),
    OBJECTS_UNREACHABLE("the object store", "对象存储"),

    // callers
    CREDENTIALS_MISSING(
            "The request does not say who is calling; send a token in X-Auth-Token, or sign it with an access key",
            "请求未提供身份凭证；请在X-Auth-Token中提供Token，或使用访问密钥签名"),
    TOO_MANY_BODIES("Too many requests are being received at this moment; try again in {0} s", "当前正在接收的请求过多；请在{0}秒后重试"),
    USER_HAS_SESSIONS(
            "Sessions of an earlier user {0} are still open, and a new user of that name would own them; delete them first",
            "先前的同名用户{0}仍有未结束的会话，新用户将拥有这些会话；请先删除它们"),
    CREDENTIALS_DOUBLED(
            "The request carries more than one proof of who is calling; send one X-Auth-Token or one Authorization header",
            "请求携带了多个身份凭证；请只发送一个X-Auth-Token或一个Authorization请求头"),
    AUTHORIZATION_UNKNOWN(
            "Authorization must be of the scheme SDK-HMAC-SHA256, Basic or Bearer",
            "Authorization必须采用SDK-HMAC-SHA256、Basic或Bearer方式"),
    LOGIN_METHOD(
            "auth.identity.methods must be [\"password\"], not {0}", "auth.identity.methods必须是[\"password\"]，而不是{0}"),
    NO_SUCH_DOMAIN("There is no domain {0}", "不存在域{0}"),
    NO_SUCH_TOKEN("There is no such token", "不存在该Token"),
    ROLE_NOT_ENOUGH("This takes the role {0} in project {1}; yours is {2}", "此操作需要在项目{1}中具有{0}角色；您的角色是{2}"),
    SYSTEM_ADMIN_ONLY("Only a system administrator may do this", "只有系统管理员可以执行此操作"),
    NOT_OWN_SESSION(
            "Session {0} belongs to {1}; only its owner and an admin of the project may touch it",
            "会话{0}属于{1}；只有其所有者和项目管理员可以操作"),
    TOKEN_REFUSED(
            "The token is unknown, expired or revoked, or its user or project is disabled; get a new one",
            "Token不存在、已过期或已撤销，或其用户或项目已停用；请重新获取"),
    PASSWORD_REFUSED("The user name or the password is wrong, or the user is disabled", "用户名或密码错误，或用户已停用"),
    SCOPE_REFUSED(
            "The user has no role in project {0}, or there is no such project, or it is disabled",
            "用户在项目{0}中没有角色，或项目不存在或已停用"),
    TOO_MANY_FAILURES("Too many failed attempts from this address; try again in {0} seconds", "来自该地址的失败次数过多；请在{0}秒后重试"),
    TOO_MANY_LOGINS("Too many passwords are being checked; try again in {0} seconds", "正在校验的密码过多；请在{0}秒后重试"),
    AUTHORIZATION_MALFORMED(
            "Authorization must be SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…",
            "Authorization应为SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…"),
    SIGNED_HEADERS_INVALID(
            "SignedHeaders must be names in lower case, each once, with host and x-sdk-date among them",
            "SignedHeaders应为小写的请求头名称，不得重复，且须包含host和x-sdk-date"),
    SIGNED_HEADER_NOT_ONCE("Header {0} counts for the signature and must be sent exactly once", "请求头{0}参与签名，必须且只能出现一次"),
    SIGNING_DATE_MALFORMED(
            "X-Sdk-Date must be a time in UTC such as 20261122T100703Z, not {0}",
            "X-Sdk-Date应为UTC时间，例如20261122T100703Z，而不是{0}"),
    SIGNING_TIME_TOO_FAR(
            "X-Sdk-Date is more than 15 minutes from the server's time, {0}; set the clock right",
            "X-Sdk-Date与服务器时间{0}相差超过15分钟；请校准时钟"),
    SIGNED_TARGET_MALFORMED("The path or the query is not valid percent-encoded UTF-8", "路径或查询不是合法的百分号编码UTF-8"),
    SIGNED_BODY_DIFFERS(
            "X-Sdk-Content-Sha256 is neither UNSIGNED-PAYLOAD nor the SHA-256 of the body",
            "X-Sdk-Content-Sha256既不是UNSIGNED-PAYLOAD，也不是请求体的SHA-256"),
    SIGNATURE_REFUSED(
            "The access key is unknown or disabled, or the signature does not fit the request", "访问密钥不存在或已停用，或签名与请求不符"),
    BEARER_NOT_CONFIGURED("Bearer tokens are not accepted here", "此服务器不接受Bearer Token"),
    BEARER_REFUSED("The bearer token is not valid: {0}", "Bearer Token无效：{0}"),
    WHY_BEARER_FORM("it is no signed JWT", "不是签名的JWT"),
    WHY_BEARER_SIGNATURE(
            "its signature is wrong, its algorithm is not accepted, or its key is unknown", "签名错误、算法不被接受或密钥未知"),
    WHY_BEARER_CLAIMS(
            "it has expired or is not valid yet, or it is from another issuer or for another audience",
            "已过期或尚未生效，或签发者或受众不符"),
    WHY_BEARER_USER("it names no user who may be called so", "未包含可用的用户名"),
    WHY_BEARER_LOCAL_USER("it names a user whom this server has itself", "所含用户名属于此服务器的本地用户"),

    // administration
    USER_NAME_INVALID(
            "{0} is not a user name; it is 1 to 64 letters, digits or . _ @ - and starts with a letter or digit",
            "{0}不是合法的用户名；应由1到64个字母、数字或. _ @ -组成且以字母或数字开头"),
    PROJECT_NAME_INVALID(
            "{0} is not a project name; it is 1 to 64 letters, digits or . _ - and starts with a letter or digit",
            "{0}不是合法的项目名；应由1到64个字母、数字或. _ -组成且以字母或数字开头"),
    PASSWORD_LENGTH("A password has {0} to {1} characters", "密码长度应为{0}到{1}个字符"),
    ROLE_UNKNOWN("role must be admin, developer or viewer, not {0}", "role必须是admin、developer或viewer，而不是{0}"),
    USER_EXISTS("There is a user {0} already", "用户{0}已存在"),
    PROJECT_EXISTS("There is a project {0} already", "项目{0}已存在"),
    NO_SUCH_USER("There is no user {0}", "不存在用户{0}"),
    NO_SUCH_ACCESS_KEY("There is no access key {0}", "不存在访问密钥{0}"),
    NO_SUCH_ROLE("User {0} has no role in project {1}", "用户{0}在项目{1}中没有角色"),
    LAST_SYSTEM_ADMIN(
            "User {0} is the last system administrator and can be neither disabled nor removed",
            "用户{0}是最后一个系统管理员，不能停用或删除"),
    PROJECT_IN_USE("Project {0} has queues or sessions and cannot be removed; disable it", "项目{0}含有队列或会话，不能删除；请将其停用"),
    TOO_MANY_ACCESS_KEYS("User {0} has {1} access keys, the limit; remove one first", "用户{0}已有{1}个访问密钥，达到上限；请先删除一个"),

    // objects
    NO_SUCH_PROJECT("There is no project {0}", "不存在项目{0}"),
    NO_SUCH_QUEUE("There is no queue named {0}", "不存在名为{0}的队列"),
    QUEUE_NAME_INVALID(
            "{0} is not the name of a queue: {1}; it is 1 to 128 letters, digits or underscores, does not start with an"
                    + " underscore and is not all digits",
            "{0}不是合法的队列名：{1}；应由1到128个字母、数字或下划线组成，不以下划线开头且不是纯数字"),
    QUEUE_TYPE_UNKNOWN("queue_type must be sql or general, not {0}", "queue_type必须是sql或general，而不是{0}"),
    QUEUE_TYPE_FILTER_UNKNOWN(
            "Query parameter queue_type must be sql, general or all, not {0}",
            "查询参数queue_type必须是sql、general或all，而不是{0}"),
    QUEUE_EXISTS("There is a queue named {0} already; choose another name", "名为{0}的队列已存在；请使用其他名称"),
    QUEUE_BUILT_IN("Queue {0} is built in and cannot be deleted", "队列{0}是内置队列，不能删除"),
    QUEUE_IN_USE("Queue {0} has {1} sessions that live or wait; delete them first", "队列{0}上有{1}个存活或等待中的会话；请先删除这些会话"),
    TOO_MANY_QUEUES(
            "Project {0} has {1} queues, the limit queue.max-per-project is {2}; delete some first",
            "项目{0}已有{1}个队列，上限queue.max-per-project为{2}；请先删除部分队列"),
    NO_SUCH_BACKEND("labels: there is no backend {0}; this server has {1}", "labels：不存在后端{0}；此服务器提供{1}"),
    BACKEND_TWICE("labels name two backends, {0} and {1}; a queue has one", "labels指定了两个后端{0}和{1}；一个队列只能有一个"),
    TAG_TWICE("tags: key {0} is given more than once", "tags：键{0}重复出现"),
    NO_SUCH_SESSION("There is no session {0} in project {1}", "项目{1}中不存在会话{0}"),
    NO_SUCH_STATEMENT("There is no statement {0} in session {1}", "会话{1}中不存在语句{0}"),
    NO_SPARK_UI(
            "Session {0} has no Spark UI; it is there while the session lives and its conf has spark.ui.enabled=true",
            "会话{0}没有Spark UI；会话存活且conf中设置spark.ui.enabled=true时才有"),
    SPARK_UI_UNREACHABLE("the Spark UI of session {0}", "会话{0}的Spark UI"),
    LARGER_THAN_QUEUE(
            "The session takes {0} CUs, but queue {1} has {2} in all; ask for less", "会话需要{0}个CU，而队列{1}总共只有{2}个；请减小规格"),
    LARGER_THAN_MACHINE(
            "The session takes {0} of memory, but the sessions of this machine have {1} in all; ask for a smaller driverMemory",
            "会话需要{0}内存，而本机的会话总共只有{1}；请减小driverMemory"),
    SESSION_TAKES_NO_STATEMENTS(
            "Session {0} is {1} ({2}) and takes no statements; create a new session",
            "会话{0}处于{1}状态（{2}），不再接受语句；请创建新会话"),
    SESSION_HAS_NO_TIMEOUT(
            "Session {0} is {1} ({2}) and has no time-out any more; create a new session",
            "会话{0}处于{1}状态（{2}），已不再计时；请创建新会话"),
    TOO_MANY_OPEN_SESSIONS(
            "Project {0} has {1} open sessions, the limit session.max-open is {2}; delete some first",
            "项目{0}已有{1}个未结束的会话，上限session.max-open为{2}；请先删除部分会话"),
    TOO_MANY_OPEN_SESSIONS_OF_USER(
            "User {0} has {1} open sessions in project {2}, the limit session.max-open-per-user is {3}; delete some first",
            "用户{0}在项目{2}中已有{1}个未结束的会话，上限session.max-open-per-user为{3}；请先删除部分会话"),
    TOO_MANY_WAITING_STATEMENTS(
            "Session {0} has {1} waiting statements, the limit is {2}; let some finish first",
            "会话{0}已有{1}条等待中的语句，上限为{2}；请等待部分语句结束"),

    // packages
    PATH_INVALID("{0} is no address of a package: {1}: {2}", "{0}不是合法的程序包地址：{1}：{2}"),
    PATH_NAME_INVALID(
            "{0}: the last part of {1} is to be the package's name, and {2} cannot be one; a name is at most 128 letters, digits or"
                    + " _ ! - . and does not start with a dot; owner, jars, pyfiles and files are taken",
            "{0}：{1}的最后一段将作为程序包名，而{2}不合法；名称由不超过128个字母、数字或_ ! - .组成且不以点开头，owner、jars、pyfiles、files不可用"),
    PATHS_OF_ONE_NAME(
            "paths: {0} and {1} would both be the package {2}; upload them one after the other, or to different groups",
            "paths：{0}和{1}都会成为程序包{2}；请分别上传或上传到不同分组"),
    WHY_PATH_FORM("it is not a valid URL", "不是合法的URL"),
    WHY_PATH_SCHEME(
            "it must begin with https://, http://, s3://, s3a://, obs:// or file:",
            "必须以https://、http://、s3://、s3a://、obs://或file:开头"),
    WHY_PATH_HOST("it names no host", "没有主机名"),
    WHY_PATH_USER("it must not hold a user or password", "不得包含用户名或密码"),
    WHY_PATH_QUERY("objects are named without ? and #", "对象地址不得包含?或#"),
    WHY_PATH_BUCKET("it names no bucket", "没有合法的桶名"),
    WHY_PATH_FILE(
            "a file is named by its absolute path alone, as in file:///folder/name",
            "文件只能以绝对路径给出，例如file:///folder/name"),
    PACKAGE_NAME_OF_PATH_INVALID(
            "{0} cannot be the name of a package; it is at most 128 letters, digits or _ ! - . and does not start with a dot;"
                    + " owner, jars, pyfiles and files are taken",
            "{0}不能作为程序包名；名称由不超过128个字母、数字或_ ! - .组成且不以点开头，owner、jars、pyfiles、files不可用"),
    PACKAGE_NOT_THERE("There is no package {0} in project {1}", "项目{1}中不存在程序包{0}"),
    GROUP_NOT_THERE("group_name: there is no group {0} in project {1}", "group_name：项目{1}中不存在分组{0}"),
    RESOURCE_NOT_THERE("resource_name: there is no package {0} in project {1}", "resource_name：项目{1}中不存在程序包{0}"),
    NEW_OWNER_UNKNOWN("new_owner: no user {0} has a role in project {1}", "new_owner：用户{0}在项目{1}中没有角色"),
    OWNER_OF_WHAT(
            "group_name or resource_name is required: what is to have a new owner",
            "必须提供group_name或resource_name，即要变更所有者的对象"),
    NOT_OWN_PACKAGE(
            "Package {0} belongs to {1}; only its owner and an admin of the project may replace, delete or give it away",
            "程序包{0}属于{1}；只有其所有者和项目管理员可以替换、删除或转让"),
    NOT_OWN_GROUP(
            "Group {0} belongs to {1}; only its owner and an admin of the project may change what is in it",
            "分组{0}属于{1}；只有其所有者和项目管理员可以更改其内容"),
    TAGS_UNREADABLE(
            "Query parameter tags must be key=value pairs with commas between them, not {0}",
            "查询参数tags必须是以逗号分隔的key=value，而不是{0}"),
    TOO_MANY_FETCHES(
            "Too many packages are being fetched at this moment; try again in {0} s", "当前正在获取的程序包过多；请在{0}秒后重试"),
    TOO_MANY_UPLOADS(
            "Too many packages are being received at this moment; try again in {0} s", "当前正在接收的程序包过多；请在{0}秒后重试"),
    UPLOAD_TOO_SLOW("The content comes too slowly: less than {0} bytes in {1} seconds", "内容传输过慢：{1}秒内少于{0}字节"),
    UPLOAD_TOO_LARGE(
            "The content is larger than {0} bytes, the limit packages.max-bytes", "内容超过上限packages.max-bytes，即{0}字节"),
    FETCH_FAILED("{0} cannot be fetched: {1}", "无法获取{0}：{1}"),
    WHY_FETCH_NOT_ALLOWED(
            "{0} is not a public address; the operator can allow it with packages.fetch.allow",
            "{0}不是公网地址；运维人员可用packages.fetch.allow允许"),
    WHY_FETCH_NO_HOST("there is no host {0}", "主机{0}不存在"),
    WHY_FETCH_HOST_FORM("its host cannot be read", "其主机名无法解析"),
    WHY_FETCH_STATUS("the server answers with status {0}", "服务器返回状态码{0}"),
    WHY_FETCH_NOT_THERE("the server says that there is no such thing, status {0}", "服务器表示其不存在，状态码{0}"),
    WHY_FETCH_FORBIDDEN("the server does not allow it, status {0}", "服务器不允许访问，状态码{0}"),
    WHY_FETCH_CONNECT("no connection comes about: {0}", "无法建立连接：{0}"),
    WHY_FETCH_TLS("the server's TLS certificate or protocol is not accepted: {0}", "服务器的TLS证书或协议不被接受：{0}"),
    WHY_FETCH_CUT("the connection ended before the content did: {0}", "内容未传完连接即中断：{0}"),
    WHY_FETCH_ANSWER("the server's answer cannot be read: {0}", "无法解析服务器的应答：{0}"),
    WHY_FETCH_IDLE("the server sent nothing for {0} ms", "服务器在{0}毫秒内没有发送任何内容"),
    WHY_FETCH_TIME("it takes longer than {0} ms", "耗时超过{0}毫秒"),
    WHY_FETCH_TOO_LARGE("it is larger than {0} bytes, the limit packages.max-bytes", "超过上限packages.max-bytes，即{0}字节"),
    WHY_FETCH_REDIRECTS("it is redirected more than {0} times", "重定向超过{0}次"),
    WHY_FETCH_REDIRECT_TARGET(
            "it is redirected to {0}, and only http and https addresses without a user are followed, from https only to https",
            "被重定向到{0}；只允许不含用户名的http和https地址，且https只能重定向到https"),
    WHY_FETCH_NO_STORE(
            "no S3-compatible store is configured here, see objects.s3.endpoint",
            "此服务器未配置S3兼容存储，参见objects.s3.endpoint"),
    WHY_FETCH_OWN_STORE("it is where the gateway keeps its own objects", "该位置用于存放网关自身的对象"),
    WHY_FETCH_NO_OBJECT("there is no such object, or no such bucket", "对象或桶不存在"),
    WHY_FETCH_NO_ACCESS("the object store does not allow it", "对象存储不允许访问"),
    WHY_FETCH_STORE("the object store cannot give it now", "对象存储暂时无法提供"),
    WHY_FETCH_FILE(
            "files of the gateway's machine may be taken only from folders of packages.file.allow, without symbolic links",
            "只能从packages.file.allow所列文件夹中获取网关所在机器的文件，且不得经过符号链接"),
    WHY_FETCH_NO_FILE("there is no such file", "文件不存在"),

    // the server
    GATEWAY_STOPPING("The gateway is stopping; try again once it is back", "网关正在停止；请待其恢复后重试"),
    UNAVAILABLE("The gateway cannot reach {0} for now; try again", "网关暂时无法访问{0}；请稍后重试"),
    NO_SPACE(
            "There is no space left for {0}, so nothing was kept of this; try again once its operator has made room",
            "{0}没有剩余空间，本次请求未保存任何内容；请待运维人员清理空间后重试"),
    CONFLICTING_CHANGES(
            "Something else was changing the same things, so nothing was kept of this; try again",
            "其他操作正在修改相同内容，本次请求未保存任何内容；请重试"),
    DATABASE_UNREACHABLE("its database", "其数据库"),
    THIS_MACHINE_UNREACHABLE("the gateway's own files", "网关自身的文件"),
    SERVER_FAULT("The server made a mistake; its log has it under request {0}", "服务器内部错误；请在其日志中查找请求{0}");

    private static final int MOST_OF_A_REASON = 600;

    private final String english;
    private final String chinese;

    Message(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String pattern(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case CHINESE -> chinese;
        };
    }

    /** The message with its arguments, in a language. */
    public String format(Language language, List<Object> arguments) {
        Object[] texts =
                arguments.stream().map(argument -> text(language, argument)).toArray();
        return new MessageFormat(pattern(language).replace("'", "''"), Locale.ROOT).format(texts);
    }

    /** This message with arguments of its own, to be an argument of another. */
    public Object with(Object... arguments) {
        return new Part(this, List.of(arguments));
    }

    private static String text(Language language, Object argument) {
        if (argument instanceof Message message) {
            return message.format(language, List.of());
        }
        if (argument instanceof Part part) {
            return part.message.format(language, part.arguments);
        }
        if (argument instanceof SessionState state) {
            return state.wireName();
        }
        if (argument instanceof StatementState state) {
            return state.wireName();
        }
        if (argument instanceof Reason reason) {
            return Quoted.value(reason.text(), MOST_OF_A_REASON);
        }
        return Quoted.value(String.valueOf(argument));
    }

    /** A sentence that was kept, in English, which may be longer than a value. */
    public record Reason(String text) {}

    private record Part(Message message, List<Object> arguments) {}
}
