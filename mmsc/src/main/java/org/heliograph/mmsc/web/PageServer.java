// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.web;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.heliograph.config.Check;
import org.heliograph.config.Listen;
import org.heliograph.config.PageSettings;
import org.heliograph.mmsc.page.Pages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of the pages: it is for everybody, and so shares nothing with that of MM1. */
public final class PageServer implements AutoCloseable {
    private static final int MAX_HEADER_OCTETS = 8 * 1024;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

    private final PageSettings settings;
    private final Server server = new Server(new VirtualThreadPool());
    private final ServerConnector connector;

    private PageServer(PageSettings settings) {
        this.settings = settings;
        this.connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
    }

    /** Takes the port, so that the address is known before anybody is told of it. */
    public static PageServer bind(PageSettings settings) throws IOException {
        PageServer pages = new PageServer(settings);
        pages.connector.setHost(settings.listen().host());
        pages.connector.setPort(settings.listen().port());
        pages.connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        try {
            pages.connector.open();
        } catch (IOException e) {
            String why = (e.getCause() == null ? e : e.getCause()).getMessage();
            throw new IOException("cannot listen on " + settings.listen() + ": " + why, e);
        }
        return pages;
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

    /** {@return that browsers are heard} */
    public Check check() {
        return Check.open("pages", () -> connector.isOpen() && connector.isRunning());
    }

    /** Starts to serve. */
    public void start(Pages pages) throws IOException {
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
        server.setHandler(new PageHandler(pages));
        server.setErrorHandler(PageServer::plainError);
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the pages do not start", e);
        }
    }

    /** What is not HTTP: the status says it all. */
    private static boolean plainError(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        callback.succeeded();
        return true;
    }

    @Override
    public void close() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            LOG.warn("the pages did not stop cleanly", e);
        }
    }
}
