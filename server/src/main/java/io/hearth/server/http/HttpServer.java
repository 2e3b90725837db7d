package io.hearth.server.http;

import static io.hearth.server.http.Routes.admin;
import static io.hearth.server.http.Routes.anyone;
import static io.hearth.server.http.Routes.developer;
import static io.hearth.server.http.Routes.viewer;

import io.hearth.api.PackageKind;
import io.hearth.api.channel.Protocol;
import io.hearth.server.auth.Administration;
import io.hearth.server.auth.Authenticator;
import io.hearth.server.channel.ChannelEndpoint;
import io.hearth.server.channel.OutputEndpoint;
import io.hearth.server.channel.PackageEndpoint;
import io.hearth.server.session.QueuePlanner;
import io.hearth.server.session.Queues;
import io.hearth.server.session.SessionPlanner;
import io.hearth.server.session.Sessions;
import io.hearth.server.session.Statements;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The gateway's port, from the socket to the handlers. Built by hand; listens from {@link #start} to {@link #close}. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** How long who is on a connection is given to hear that it ends. */
    private static final Duration LAST_WORDS = Duration.ofMillis(600);

    static final int MAX_THREADS = 64;
    private static final int MIN_THREADS = 4;
    private static final int THREAD_IDLE_MILLIS = 30_000;
    private static final int CONNECTION_IDLE_MILLIS = 30_000;
    private static final int SERVLET_SESSION_SECONDS = 1;
    private static final int MAX_HEADER_BYTES = 16 << 10;

    private final HttpOptions options;
    private final GracefulHandler inHand = new GracefulHandler();
    private final Javalin javalin;
    private List<String> routes = List.of();

    public HttpServer(
            HttpOptions options,
            Sessions sessions,
            Statements statements,
            Queues queues,
            PackageParts packages,
            PeerParts peers,
            SessionPlanner planner,
            QueuePlanner queuePlanner,
            ChannelEndpoint channel,
            PackageEndpoint delivery,
            OutputEndpoint outputs,
            Readiness readiness,
            Authenticator authenticator,
            Administration administration,
            PrometheusMeterRegistry registry) {
        this.options = options;
        SessionHandlers sessionHandlers = new SessionHandlers(sessions, planner, this::baseUrl);
        StatementHandlers statementHandlers = new StatementHandlers(sessions, statements, options.maxCodeBytes());
        QueueHandlers queueHandlers = new QueueHandlers(queues, queuePlanner);
        PackageHandlers packageHandlers = new PackageHandlers(packages.packages(), packages.modules());
        ContentReader contentReader =
                new ContentReader(packages.spool(), packages.maxBytes(), packages.uploadsAtOnce());
        OperationHandlers operationHandlers = new OperationHandlers(readiness, registry);
        UiProxy uiProxy = new UiProxy(sessions, peers);
        BodyReader bodyReader = new BodyReader(options.maxBodyBytes());
        IdentityHandlers identityHandlers =
                new IdentityHandlers(authenticator, bodyReader, options.domain(), this::baseUrl);
        ChannelBridge bridge = new ChannelBridge(channel);
        DriverPackages driverPackages = new DriverPackages(delivery);
        PeerRoutes peerRoutes = new PeerRoutes(peers.calls(), statementHandlers, uiProxy);
        DriverOutputs driverOutputs = new DriverOutputs(outputs, packages.spool());
        javalin = Javalin.create(config -> {
            configure(config, bridge, registry);
            Routes routes = new Routes(config.routes, AuthenticatedCallers.users(authenticator), bodyReader);
            addSessions(routes, sessionHandlers, uiProxy);
            addStatements(routes, statementHandlers);
            addIdentity(routes, identityHandlers);
            addQueues(routes, queueHandlers);
            addPackages(routes, packageHandlers, contentReader);
            addOperations(routes, operationHandlers);
            Routes administrationRoutes = addAdministration(config.routes, bodyReader, authenticator, administration);
            this.routes = Stream.concat(routes.all().stream(), administrationRoutes.all().stream())
                    .toList();
            bridge.register(config.routes);
            driverPackages.register(config.routes);
            driverOutputs.register(config.routes);
            peerRoutes.register(config.routes);
            addErrors(config.routes);
        });
    }

    /** Every method and template that is answered, as {@code GET /q/health}. */
    List<String> routes() {
        return routes;
    }

    /** A server for administration and nothing else. */
    private HttpServer(
            HttpOptions options,
            Readiness readiness,
            Authenticator authenticator,
            Administration administration,
            PrometheusMeterRegistry registry) {
        this.options = options;
        OperationHandlers operationHandlers = new OperationHandlers(readiness, registry);
        BodyReader bodyReader = new BodyReader(options.maxBodyBytes());
        ChannelBridge noDrivers = new ChannelBridge(new ClosedChannel());
        javalin = Javalin.create(config -> {
            configure(config, noDrivers, registry);
            addHealth(
                    new Routes(config.routes, AuthenticatedCallers.users(authenticator), bodyReader),
                    operationHandlers);
            var unused = addAdministration(config.routes, bodyReader, authenticator, administration);
            addErrors(config.routes);
        });
    }

    /** A server that answers calls which administer, says whether it is well, and knows no other address. */
    public static HttpServer forAdministration(
            HttpOptions options,
            Readiness readiness,
            Authenticator authenticator,
            Administration administration,
            PrometheusMeterRegistry registry) {
        return new HttpServer(options, readiness, authenticator, administration, registry);
    }

    /** Binds the port; requests are answered when this returns. */
    public void start() {
        javalin.start();
    }

    /** The port that is bound, also where any was asked for. */
    public int port() {
        return javalin.port();
    }

    /**
     * Takes no new connections, answers the requests that are in hand and refuses those that still come on open connections,
     * and closes. Who has not sent or read everything before the patience is over is told to come again, or cut off.
     */
    public void finish(Duration patience) {
        Server server = javalin.jettyServer().server();
        // Before that, who pauses is not cut off for it.
        connectors(server).forEach(connector -> connector.setShutdownIdleTimeout(patience.toMillis()));
        CompletableFuture<Void> over = Graceful.shutdown(server);
        if (!isDone(inHand.shutdown(), patience.minus(LAST_WORDS))) {
            LOG.info("callers who are not done yet are told to come again");
        }
        connectors(server)
                .flatMap(connector -> connector.getConnectedEndPoints().stream())
                .forEach(end -> end.setIdleTimeout(LAST_WORDS.toMillis() / 2));
        if (!isDone(over, LAST_WORDS)) {
            LOG.info("callers who take nothing are cut off");
        }
        close();
    }

    private static Stream<AbstractConnector> connectors(Server server) {
        return Stream.of(server.getConnectors()).map(AbstractConnector.class::cast);
    }

    private static boolean isDone(CompletableFuture<?> work, Duration patience) {
        try {
            work.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.warn("it could not be waited for what is in hand", e);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Closes at once, whoever still waits for an answer; does nothing when it is closed. */
    @Override
    public void close() {
        javalin.stop();
    }

    private void configure(JavalinConfig config, ChannelBridge bridge, PrometheusMeterRegistry registry) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.generateEtags = false;
        config.router.javaLangErrorHandler(HandlerErrors::answer);
        config.jetty.addConnector((server, http) -> new PortConnector(options).create(server, http));
        config.jetty.threadPool = threadPool();
        config.jetty.modifyHttpConfiguration(this::harden);
        config.jetty.modifyServer(server -> {
            server.insertHandler(new EagerBodies());
            server.insertHandler(new EdgeHandler(bridge, OwnAddresses.of(options)));
            server.insertHandler(new DrainHandler());
            server.insertHandler(inHand);
            server.setErrorHandler(new JettyErrors());
            server.setRequestLog(new AccessLog(registry));
            server.setStopAtShutdown(false);
        });
        config.jetty.modifyServletContextHandler(context -> {
            context.setErrorHandler(new JettyErrors());
            // the WebSocket support makes an HTTP session for each upgrade; nothing here uses one
            context.getSessionHandler().setUsingCookies(false);
            context.getSessionHandler().setMaxInactiveInterval(SERVLET_SESSION_SECONDS);
        });
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxBinaryMessageSize(Protocol.MAX_MESSAGE_BYTES);
            factory.setMaxTextMessageSize(1);
        });
    }

    private void harden(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setSendServerVersion(false);
        http.setIdleTimeout(CONNECTION_IDLE_MILLIS);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.addCustomizer(new TrustedProxies(options.trustedProxies()));
    }

    private static QueuedThreadPool threadPool() {
        QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MILLIS);
        pool.setName("http");
        pool.setStopTimeout(1_000);
        if (VirtualThreads.areSupported()) {
            pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-virtual-"));
        }
        return pool;
    }

    private static void addSessions(Routes routes, SessionHandlers handlers, UiProxy uiProxy) {
        String sessions = "/v2.0/{project}/sessions";
        String session = sessions + "/{session}";
        routes.guarded(sessions, Map.of("POST", developer(handlers::create), "GET", viewer(handlers::list)));
        routes.guarded(session, Map.of("GET", viewer(handlers::show), "DELETE", developer(handlers::delete)));
        routes.guarded(session + "/state", Map.of("GET", viewer(handlers::state)));
        routes.guarded(session + "/log", Map.of("GET", viewer(handlers::log)));
        routes.guarded(session + "/events", Map.of("GET", viewer(handlers::events)));
        routes.guarded(session + "/reset-timeout", Map.of("POST", developer(handlers::resetTimeout)));
        routes.guarded(session + "/ui", Map.of("GET", viewer(uiProxy::forward)));
        routes.guarded(session + "/ui/<path>", Map.of("GET", viewer(uiProxy::forward)));
    }

    private static void addStatements(Routes routes, StatementHandlers handlers) {
        String statements = "/v2.0/{project}/sessions/{session}/statements";
        routes.guarded(statements, Map.of("POST", developer(handlers::submit), "GET", viewer(handlers::list)));
        routes.guarded(statements + "/{statement}", Map.of("GET", viewer(handlers::show)));
        routes.guarded(statements + "/{statement}/output", Map.of("GET", viewer(handlers::output)));
        routes.guarded(statements + "/{statement}/stream", Map.of("GET", viewer(handlers::stream)));
        routes.guarded(statements + "/{statement}/cancel", Map.of("POST", developer(handlers::cancel)));
    }

    private static void addIdentity(Routes routes, IdentityHandlers handlers) {
        String tokens = "/v3/auth/tokens";
        routes.mixed(
                tokens,
                Map.of("POST", handlers::login),
                Map.of("GET", anyone(handlers::show), "DELETE", anyone(handlers::revoke)));
        routes.guarded("/v3/projects", Map.of("GET", anyone(handlers::projects)));
        routes.guarded("/v3/auth/projects", Map.of("GET", anyone(handlers::projects)));
    }

    private static void addQueues(Routes routes, QueueHandlers handlers) {
        String clusters = "/v2.0/{project}/clusters";
        String queues = "/v1.0/{project}/queues";
        routes.guarded(clusters, Map.of("POST", admin(handlers::createCluster), "GET", viewer(handlers::listClusters)));
        routes.guarded(
                clusters + "/{queue}",
                Map.of("GET", viewer(handlers::showCluster), "DELETE", admin(handlers::deleteCluster)));
        routes.guarded(queues, Map.of("POST", admin(handlers::create), "GET", viewer(handlers::list)));
        routes.guarded(queues + "/{queue}", Map.of("GET", viewer(handlers::show), "DELETE", admin(handlers::delete)));
    }

    private static void addPackages(Routes routes, PackageHandlers handlers, ContentReader contents) {
        String resources = "/v2.0/{project}/resources";
        routes.guarded(resources, Map.of("POST", developer(handlers::upload), "GET", viewer(handlers::list)));
        // Before what any name would fit.
        routes.guarded(resources + "/jars", Map.of("POST", developer(handlers.uploadOf(PackageKind.JAR))));
        routes.guarded(resources + "/pyfiles", Map.of("POST", developer(handlers.uploadOf(PackageKind.PY_FILE))));
        routes.guarded(resources + "/files", Map.of("POST", developer(handlers.uploadOf(PackageKind.FILE))));
        routes.guarded(resources + "/owner", Map.of("PUT", developer(handlers::changeOwner)));
        routes.mixed(
                resources + "/{package}",
                Map.of("PUT", routes.streamed(contents, handlers::put)),
                Map.of("GET", viewer(handlers::show), "DELETE", developer(handlers::delete)));
        routes.guarded(
                resources + "/{group}/{package}",
                Map.of("GET", viewer(handlers::show), "DELETE", developer(handlers::delete)));
    }

    private static void addOperations(Routes routes, OperationHandlers handlers) {
        addHealth(routes, handlers);
        routes.guarded("/q/metrics", Map.of("GET", anyone(exchange -> handlers.metrics(exchange.context()))));
        routes.open("/q/openapi", Map.of("GET", handlers::openApi));
    }

    private static void addHealth(Routes routes, OperationHandlers handlers) {
        routes.open("/q/health", Map.of("GET", handlers::ready));
        routes.open("/q/health/live", Map.of("GET", handlers::live));
        routes.open("/q/health/ready", Map.of("GET", handlers::ready));
    }

    private Routes addAdministration(
            RoutesConfig target, BodyReader bodyReader, Authenticator authenticator, Administration administration) {
        Routes routes = new Routes(target, AuthenticatedCallers.usersAndTheOperator(authenticator), bodyReader);
        AdministrationRoutes.add(routes, administration, this::contact);
        return routes;
    }

    private ObjectNode contact(Context context) {
        return Json.object()
                .put("url", baseUrl(context))
                .put("project_id", options.project())
                .put("domain", options.domain());
    }

    private static void addErrors(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, HandlerErrors::answer);
        routes.exception(Exception.class, HandlerErrors::answer);
    }

    /** Only the caller itself sees it, and the guard has seen to it that no web page chose {@code Host}. */
    private String baseUrl(Context context) {
        return options.publicUrl()
                .map(URI::toString)
                .orElseGet(() -> options.scheme() + "://" + context.header("Host"));
    }
}
