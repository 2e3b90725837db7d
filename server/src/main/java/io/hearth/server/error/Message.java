package io.hearth.server.error;

import java.text.MessageFormat;
import java.util.List;

/** What a caller can be told, in each language; {@code {0}}, {@code {1}} … stand for the arguments in order. */
public enum Message {
    NO_SUCH_QUEUE("There is no queue named {0}", "不存在名为{0}的队列"),
    NO_SUCH_SESSION("There is no session {0} in project {1}", "项目{1}中不存在会话{0}"),
    NO_SUCH_STATEMENT("There is no statement {0} in session {1}", "会话{1}中不存在语句{0}"),
    LARGER_THAN_QUEUE(
            "The session takes {0} CUs, but queue {1} has {2} in all; ask for less", "会话需要{0}个CU，而队列{1}总共只有{2}个；请减小规格"),
    LARGER_THAN_MACHINE(
            "The session takes {0} of memory, but the sessions of this machine have {1} in all; ask for a smaller driverMemory",
            "会话需要{0}内存，而本机的会话总共只有{1}；请减小driverMemory"),
    SESSION_TAKES_NO_STATEMENTS(
            "Session {0} is {1} ({2}) and takes no statements; create a new session",
            "会话{0}处于{1}状态（{2}），不再接受语句；请创建新会话"),
    TOO_MANY_OPEN_SESSIONS(
            "Project {0} has {1} open sessions, the limit is {2}; delete some first",
            "项目{0}已有{1}个未结束的会话，上限为{2}；请先删除部分会话"),
    TOO_MANY_WAITING_STATEMENTS(
            "Session {0} has {1} waiting statements, the limit is {2}; let some finish first",
            "会话{0}已有{1}条等待中的语句，上限为{2}；请等待部分语句结束"),
    UNAVAILABLE("The gateway cannot reach {0} for now; try again", "网关暂时无法访问{0}；请稍后重试");

    private final String english;
    private final String chinese;

    Message(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String format(Language language, List<Object> arguments) {
        String pattern = switch (language) {
            case ENGLISH -> english;
            case CHINESE -> chinese;
        };
        Object[] texts = arguments.stream().map(String::valueOf).toArray();
        return new MessageFormat(pattern.replace("'", "''"), java.util.Locale.ROOT).format(texts);
    }
}
