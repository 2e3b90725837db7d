package io.hearth.server;

import io.hearth.server.error.GatewayException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that do what no caller waits for. */
final class WorkerPool {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    private static final int THREADS = 16;

    private WorkerPool() {}

    static ThreadPoolExecutor create() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("worker"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "hearth-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((failed, failure) -> report(failed, failure));
            return thread;
        };
    }

    private static void report(Thread failed, Throwable failure) {
        if (GatewayException.isForNow(failure)) {
            LOG.debug("{} failed for now", failed.getName(), failure);
        } else {
            LOG.error("{} failed", failed.getName(), failure);
        }
    }

    /** Does something again and again; a time that it fails is logged and the next one comes. */
    static void repeat(ScheduledExecutorService timer, Duration interval, Runnable work) {
        Runnable guarded = () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                // A part out of reach has said so itself, once; what it fails would fill the log.
                if (GatewayException.isForNow(e)) {
                    LOG.debug("regular work failed for now", e);
                } else {
                    LOG.warn("regular work failed, the next time will make up for it", e);
                }
            }
        };
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(guarded, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets running work finish, such as removing what drivers left. */
    static void finish(ExecutorService pool) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
