package io.hearth.server.error;

import io.hearth.api.EndCause;

/** What the cause of a session's end means, in each language. */
public record CauseText(String sentence, String advice) {

    public static CauseText of(EndCause cause, Language language) {
        return switch (language) {
            case ENGLISH -> new CauseText(cause.sentence(), cause.advice());
            case CHINESE -> chinese(cause);
        };
    }

    private static CauseText chinese(EndCause cause) {
        return switch (cause) {
            case DELETED -> new CauseText("会话已按请求删除。", "一切正常。如需继续，请创建新会话。");
            case IDLE_TIMEOUT -> new CauseText("会话空闲时间超过了其超时时间。", "请创建新会话；如需等待更久，请设置更大的heartbeatTimeoutInSecond。");
            case GATEWAY_STOPPED -> new CauseText("网关停止并结束了其会话。", "请在网关恢复后创建新会话。");
            case USER_CODE_EXITED -> new CauseText("某条语句结束了driver进程，例如调用了System.exit。", "请从代码中去掉该调用；结束会话请使用DELETE。");
            case SPARK_CONTEXT_STOPPED ->
                new CauseText("某条语句停止了SparkContext，同一会话中无法再次启动。", "请从代码中去掉sc.stop()或spark.stop()；结束会话请使用DELETE。");
            case DRIVER_OUT_OF_MEMORY ->
                new CauseText("driver内存不足。", "请减少传回driver的数据（collect、toPandas、broadcast），或创建driverMemory更大的会话。");
            case DRIVER_OUT_OF_METASPACE ->
                new CauseText(
                        "driver的元空间（metaspace，JVM存放类的内存）不足。",
                        "请减少同一会话中加载和生成的类；增大driverMemory没有用，上限由driver启动时的-XX:MaxMetaspaceSize或-XX:CompressedClassSpaceSize决定。");
            case DRIVER_KILLED -> new CauseText("driver进程被外部信号终止。", "请在所在机器的系统日志中查找内存不足终止记录或人工操作。");
            case DRIVER_CRASHED -> new CauseText("driver进程在本地代码中崩溃。", "会话日志中有JVM的说明；通常与用户程序包中的本地库有关。");
            case DRIVER_EXITED -> new CauseText("driver进程自行结束。", "会话日志的末尾是该进程最后的输出。");
            case LAUNCH_FAILED -> new CauseText("driver未能启动。", "会话日志中有其输出；常见原因是conf中的配置项有误，或机器没有所需的规格。");
            case CONF_REJECTED -> new CauseText("Spark无法用会话的某个配置项启动。", "请改正或去掉所指出的配置项；如果会话没有设置它，则它来自网关的设置。");
            case CLASS_MISSING -> new CauseText("找不到driver启动所需的某个类。", "请改正类名，或在创建会话时带上包含该类的程序包。");
            case PORT_TAKEN ->
                new CauseText("driver要监听的端口已被占用。", "请让系统选择端口（0），或调大spark.port.maxRetries；固定的端口同一时间只能供一个会话使用。");
            case NO_SPACE ->
                new CauseText("磁盘空间不足，driver未能启动。", "请在所指出的磁盘上腾出空间，或提高配额；除非另有设置，driver的临时文件位于data.directory之下。");
            case PACKAGES_FAILED -> new CauseText("会话的某个程序包无法使用。", "请将所指出的程序包按其类型重新完整上传，然后创建新会话。");
            case START_TIMEOUT -> new CauseText("driver未在规定时间内就绪。", "请查看会话日志；如果机器较慢或程序包较大，请调大session.start-timeout。");
            case CANCEL_ENDED_DRIVER ->
                new CauseText("被取消的语句没有停止，因此结束了其driver；会话中的值和定义已丢失。", "请创建新会话；可能永远阻塞的调用（如本地代码和套接字）请设置超时。");
            case LOST -> new CauseText("直到租约到期都没有driver的消息。", "请检查其所在机器和网络是否正常，然后创建新会话。");
        };
    }
}
