// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.http;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.heliograph.config.Check;
import org.heliograph.config.Listen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port on which HTTP is served, by a server of its own, each request on a virtual thread. */
public final class HttpPort implements AutoCloseable {
    /**
     * Of requests under way: connections are limited, and a request that waits for its peer must
     * not keep those of other peers waiting. Jetty would serve 200 at a time.
     */
    private static final int ANY_NUMBER = 0;

    /** Octets; of a photo that is a few reads instead of many, and none while a peer is idle. */
    private static final int READ_AT_A_TIME = 32 * 1024;

    /** How long close() lets requests under way end. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

    private final String name;
    private final Listen listen;
    private final Server server;
    private final ServerConnector connector;

    private HttpPort(String name, Listen listen, int maxHeaderOctets) {
        this.name = name;
        this.listen = listen;
        VirtualThreadPool threads = new VirtualThreadPool(ANY_NUMBER);
        // each line of the log would ask a thread without a name who it is
        threads.setName(name + "-");
        this.server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(maxHeaderOctets);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        http.setInputBufferSize(READ_AT_A_TIME);
        this.connector = new ServerConnector(server, http);
    }

    /**
     * Takes the port, so that the address is known before anybody is served.
     *
     * @param name of what is served, for the log and for the check
     * @param maxHeaderOctets of a request
     * @param idleTimeout for a connection on which nothing comes or goes
     */
    public static HttpPort bind(
            String name, Listen listen, int maxHeaderOctets, Duration idleTimeout)
            throws IOException {
        HttpPort port = new HttpPort(name, listen, maxHeaderOctets);
        port.connector.setHost(listen.host());
        port.connector.setPort(listen.port());
        port.connector.setIdleTimeout(idleTimeout.toMillis());
        try {
            port.connector.open();
        } catch (IOException e) {
            String why = (e.getCause() == null ? e : e.getCause()).getMessage();
            throw new IOException("cannot listen on " + listen + ": " + why, e);
        }
        return port;
    }

    /** {@return where it listens, with the port it got} */
    public Listen address() {
        return new Listen(listen.host(), connector.getLocalPort());
    }

    /** {@return that it is heard} */
    public Check check() {
        return Check.open(name, () -> connector.isOpen() && connector.isRunning());
    }

    /**
     * Starts to serve.
     *
     * @param errors answers what is not HTTP, or broke on the way
     */
    public void start(int maxConnections, Handler handler, Request.Handler errors)
            throws IOException {
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(maxConnections, connector));
        server.setHandler(new GracefulHandler(handler));
        server.setErrorHandler(errors);
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(name + " does not start", e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly", name, e);
        }
    }
}
