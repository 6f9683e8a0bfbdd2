// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.heliograph.config.Check;
import org.heliograph.config.Listen;
import org.heliograph.config.MmscSettings;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.setup.HandsetSetup;
import org.heliograph.subscribers.CallerIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of MM1. */
public final class Mm1Server implements AutoCloseable {
    /** Room for what packet gateways add; more is somebody trying. */
    private static final int MAX_HEADER_OCTETS = 16 * 1024;

    /**
     * Of requests under way: connections are limited, and a request that waits for its peer must
     * not keep those of other peers waiting. Jetty would serve 200 at a time.
     */
    private static final int ANY_NUMBER = 0;

    /** Of what a line of the log says about a request that is no HTTP: it may quote the peer. */
    private static final int LONGEST_CAUSE = 120;

    /** How long close() lets requests under way end. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Mm1Server.class);

    private final MmscSettings.Mm1 settings;
    private final Server server;
    private final ServerConnector connector;
    private final List<Handler> offered = new ArrayList<>();

    private Mm1Server(MmscSettings.Mm1 settings) {
        this.settings = settings;
        this.server = new Server(new VirtualThreadPool(ANY_NUMBER));
        this.connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
    }

    /** Takes the port, so that the address is known before anybody is served. */
    public static Mm1Server bind(MmscSettings.Mm1 settings) throws IOException {
        Mm1Server mm1 = new Mm1Server(settings);
        mm1.connector.setHost(settings.listen().host());
        mm1.connector.setPort(settings.listen().port());
        mm1.connector.setIdleTimeout(settings.idleTimeout().toMillis());
        try {
            mm1.connector.open();
        } catch (IOException e) {
            String why = (e.getCause() == null ? e : e.getCause()).getMessage();
            throw new IOException("cannot listen on " + settings.listen() + ": " + why, e);
        }
        return mm1;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEADER_OCTETS);
        return configuration;
    }

    /** {@return where it listens, with the port it got} */
    public Listen address() {
        return new Listen(settings.listen().host(), connector.getLocalPort());
    }

    /** {@return that user agents are heard} */
    public Check check() {
        return Check.open("mm1", () -> connector.isOpen() && connector.isRunning());
    }

    /** Lets handsets ask how they are to be set up, without saying who they are. */
    public void offer(HandsetSetup setup) {
        offered.add(new SetupHandler(setup));
    }

    /** Starts to serve. */
    public void start(Mm1 mm1, CallerIdentity identity, ContentStore contents) throws IOException {
        BodyReader bodies =
                new BodyReader(contents, settings.maxBodyOctets(), settings.idleTimeout());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
        List<Handler> handlers = new ArrayList<>(offered);
        handlers.add(new Mm1Handler(mm1, identity, bodies));
        server.setHandler(new GracefulHandler(new Handler.Sequence(handlers)));
        server.setErrorHandler(Mm1Server::plainError);
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("MM1 does not start", e);
        }
    }

    /** What is not HTTP, or broke on the way: the peer gets the status, the log the cause. */
    private static boolean plainError(Request request, Response response, Callback callback) {
        LOG.info(
                "refused code=bad-http reason=\"{}\" status={}",
                cause(request),
                response.getStatus());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        callback.succeeded();
        return true;
    }

    /** {@return what Jetty says of it, as far as it can be printed} */
    private static String cause(Request request) {
        Object thrown = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        Object cause = thrown == null ? request.getAttribute(ErrorHandler.ERROR_MESSAGE) : thrown;
        String text = cause == null ? "see status" : cause.toString();
        String printable = text.replaceAll("[^ -~]|\"", "?");
        return printable.substring(0, Math.min(printable.length(), LONGEST_CAUSE));
    }

    @Override
    public void close() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            LOG.warn("MM1 did not stop cleanly", e);
        }
    }
}
