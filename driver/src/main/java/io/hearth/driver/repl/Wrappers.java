package io.hearth.driver.repl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Takes off what reflection, class initialisation and futures put around an exception, as the Scala shell does. */
final class Wrappers {

    private static final int DEEPEST = 32;

    private Wrappers() {}

    static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        for (int depth = 0; depth < DEEPEST && isWrapper(inner) && inner.getCause() != null; depth++) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof InvocationTargetException
                || thrown instanceof ExceptionInInitializerError
                || thrown instanceof UndeclaredThrowableException
                || thrown instanceof ExecutionException
                || thrown instanceof CompletionException;
    }
}
