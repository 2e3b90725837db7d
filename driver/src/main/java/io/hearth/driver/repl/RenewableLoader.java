package io.hearth.driver.repl;

import java.net.URL;
import org.jspecify.annotations.Nullable;

/** Stands for another loader, which can be replaced: the same names then mean other classes. Thread-safe. */
final class RenewableLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private volatile ClassLoader current;

    RenewableLoader(ClassLoader first) {
        super(first.getParent());
        this.current = first;
    }

    void renew(ClassLoader next) {
        current = next;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return current.loadClass(name);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return current.getResource(name);
    }
}
