package io.hearth.testkit;

import io.hearth.api.MemorySize;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.tls.Certificates;
import io.hearth.api.tls.PinnedTrust;
import io.hearth.server.launch.GatewayAccess;
import io.hearth.server.session.Driver;
import io.hearth.server.session.DriverExit;
import io.hearth.server.session.DriverLauncher;
import io.hearth.server.session.LaunchListener;
import io.hearth.server.session.Machine;
import io.hearth.server.session.PrintedText;
import io.hearth.server.session.ProcessReference;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionPlan;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Launches {@link FakeDriver}s into the test's own process. It outlives a gateway as real processes do: a second gateway
 * that is given the same launcher finds the drivers of the first. Thread-safe.
 */
public final class FakeLauncher implements DriverLauncher {

    private volatile HttpClient http = HttpClient.newHttpClient();
    private final Machine machine;
    private final AtomicLong pids = new AtomicLong(1_000_000);
    private final ConcurrentMap<String, FakeDriver> drivers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LaunchListener> listeners = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> driverBySession = new ConcurrentHashMap<>();
    private final List<String> warmOnes = new CopyOnWriteArrayList<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, PrintedText> printed = new ConcurrentHashMap<>();
    private volatile GatewayAccess gateway = GatewayAccess.of(() -> URI.create("http://127.0.0.1:1"), List.of());
    private volatile MemorySize budget = MemorySize.ofGibibytes(1024);
    private volatile int startsAtOnce = Integer.MAX_VALUE;
    private volatile Dialling dialling = Dialling.AT_ONCE;
    private volatile Recording recording = Recording.AT_ONCE;

    /** What a launched driver does first. */
    public enum Dialling {
        AT_ONCE,
        /** Nothing, as one that hangs in its start. */
        NEVER
    }

    /** When a gateway hears of the process that it launched. */
    public enum Recording {
        AT_ONCE,
        /** Never, as one that is killed just before. */
        NEVER
    }

    /** One of the only machine that there is. */
    public FakeLauncher() {
        this("here");
    }

    /** One of some machine: others of the same machine find its processes gone, those of other machines can only guess. */
    public FakeLauncher(String machine) {
        this.machine = new Machine(machine, "first boot");
    }

    /** Tells drivers that are launched from now on where to dial. */
    public void dialTo(GatewayAccess access) {
        gateway = access;
        http = client(access.certificates());
    }

    private static HttpClient client(List<String> certificates) {
        return certificates.isEmpty()
                ? HttpClient.newHttpClient()
                : HttpClient.newBuilder()
                        .sslContext(PinnedTrust.only(certificates.stream()
                                .map(FakeLauncher::certificate)
                                .toList()))
                        .build();
    }

    private static X509Certificate certificate(String base64) {
        try {
            return Certificates.ofBase64(base64);
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    public void limitMemory(MemorySize memory) {
        budget = memory;
    }

    public void limitStarts(int atOnce) {
        startsAtOnce = atOnce;
    }

    public void dialling(Dialling behaviour) {
        dialling = behaviour;
    }

    public void recording(Recording behaviour) {
        recording = behaviour;
    }

    /** The driver launched last for a session. */
    public Optional<FakeDriver> driverOf(String sessionId) {
        return Optional.ofNullable(driverBySession.get(sessionId)).map(drivers::get);
    }

    /** The sessions whose driver lives. Those that are in the answers of two calls lived at once between the two. */
    public Set<String> livingSessions() {
        return driverBySession.entrySet().stream()
                .filter(entry -> drivers.containsKey(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Every driver that lives, also one that a killed gateway launched and another took for lost. */
    public List<FakeDriver> livingDrivers() {
        return List.copyOf(drivers.values());
    }

    /** How many drivers live. */
    public int alive() {
        return drivers.size();
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public MemorySize footprint(SessionPlan plan) {
        return plan.sizes().driverMemory();
    }

    @Override
    public MemorySize budget() {
        return budget;
    }

    @Override
    public int startsAtOnce() {
        return startsAtOnce;
    }

    @Override
    public List<String> notices(SessionPlan plan, String backend) {
        return List.of();
    }

    @Override
    public String workDirectory(String driverId) {
        return "/nowhere/" + driverId;
    }

    @Override
    public void launch(LaunchOrder order, LaunchListener listener) {
        String id = order.driver().id();
        listeners.put(id, listener);
        FakeDriver driver =
                new FakeDriver(http, gateway.addresses().get(0), id, order.secret(), code -> exited(id, code));
        drivers.put(id, driver);
        driverBySession.put(order.session().id(), id);
        if (recording == Recording.AT_ONCE) {
            listener.started(id, new ProcessReference(pids.incrementAndGet(), 1));
        }
        if (dialling == Dialling.AT_ONCE) {
            var unused = driver.dial();
        }
    }

    @Override
    public Optional<String> jvm(SessionPlan plan) {
        return Optional.of(plan.sizes().driverMemory().toString());
    }

    @Override
    public void launchWarm(WarmOrder order, LaunchListener listener) {
        String id = order.driver().id();
        listeners.put(id, listener);
        FakeDriver driver =
                new FakeDriver(http, gateway.addresses().get(0), id, order.secret(), code -> exited(id, code));
        drivers.put(id, driver);
        warmOnes.add(id);
        listener.started(id, new ProcessReference(pids.incrementAndGet(), 1));
        if (dialling == Dialling.AT_ONCE) {
            driver.report(new DriverFrame.Warm());
            var unused = driver.dial();
        }
    }

    /** Drivers that live, have no session and were launched to wait for one; oldest first. */
    public List<FakeDriver> warmDrivers() {
        return warmOnes.stream()
                .filter(id -> !driverBySession.containsValue(id))
                .flatMap(id -> Optional.ofNullable(drivers.get(id)).stream())
                .toList();
    }

    /** Whether a driver is stopped where it is. */
    public boolean isPaused(FakeDriver driver) {
        return paused.contains(driver.id());
    }

    @Override
    public Map<String, String> sparkConf(Session session, String backend, Driver driver) {
        return Map.of("spark.app.name", String.valueOf(session.plan().name()));
    }

    @Override
    public void assign(String driverId, String sessionId) {
        if (drivers.containsKey(driverId)) {
            driverBySession.put(sessionId, driverId);
        }
    }

    @Override
    public boolean isPreparing() {
        return false;
    }

    @Override
    public void pause(String driverId) {
        paused.add(driverId);
    }

    @Override
    public void resume(String driverId) {
        paused.remove(driverId);
    }

    @Override
    public boolean isStopped(String driverId) {
        return paused.contains(driverId);
    }

    @Override
    public void discard(String driverId) {
        stop(driverId);
    }

    private void exited(String id, int code) {
        drivers.remove(id);
        DriverExit exit = new DriverExit(code, null, "");
        LaunchListener listener = listeners.remove(id);
        if (listener != null) {
            var unused = listener.exited(id, exit);
        }
    }

    /** Leaves a text as one that a statement of a session printed. */
    public void print(String sessionId, int statement, String text) {
        print(sessionId, statement, PrintedText.shown(text));
    }

    /** As {@link #print(String, int, String)}, of one that may be longer than is shown. */
    public void print(String sessionId, int statement, PrintedText text) {
        printed.put(sessionId + "/" + statement, text);
    }

    @Override
    public PrintedText printed(Driver driver, String sessionId, int statement) {
        return printed.getOrDefault(sessionId + "/" + statement, PrintedText.NONE);
    }

    /** From now on nobody hears of exits until another gateway adopts, as when a gateway was killed. */
    public void forgetListeners() {
        listeners.clear();
    }

    @Override
    public Optional<ProcessReference> process(String driverId) {
        return Optional.ofNullable(drivers.get(driverId)).map(found -> new ProcessReference(pids.incrementAndGet(), 1));
    }

    @Override
    public void adopt(Driver driver, @Nullable String sessionId, LaunchListener listener) {
        listeners.put(driver.id(), listener);
        if (!drivers.containsKey(driver.id()) && listeners.remove(driver.id(), listener)) {
            var unused = listener.exited(driver.id(), new DriverExit(null, null, "it ended while no gateway watched"));
        }
    }

    @Override
    public void sweep(Supplier<Set<String>> aliveDrivers) {
        // fake drivers leave nothing on the disk
    }

    @Override
    public void stop(String driverId) {
        FakeDriver driver = drivers.get(driverId);
        if (driver != null) {
            driver.exit(0);
        }
    }

    @Override
    public void close() {
        // nothing here serves no session
    }
}
