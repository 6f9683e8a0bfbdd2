// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.web;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.heliograph.config.Check;
import org.heliograph.config.Listen;
import org.heliograph.config.PageSettings;
import org.heliograph.mmsc.http.HttpPort;
import org.heliograph.mmsc.page.Pages;

/** The HTTP server of the pages: it is for everybody, and so shares nothing with that of MM1. */
public final class PageServer implements AutoCloseable {
    private static final int MAX_HEADER_OCTETS = 8 * 1024;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private final PageSettings settings;
    private final HttpPort port;

    private PageServer(PageSettings settings, HttpPort port) {
        this.settings = settings;
        this.port = port;
    }

    /** Takes the port, so that the address is known before anybody is told of it. */
    public static PageServer bind(PageSettings settings) throws IOException {
        return new PageServer(
                settings,
                HttpPort.bind("pages", settings.listen(), MAX_HEADER_OCTETS, IDLE_TIMEOUT));
    }

    /** {@return where it listens, with the port it got} */
    public Listen address() {
        return port.address();
    }

    /** {@return that browsers are heard} */
    public Check check() {
        return port.check();
    }

    /** Starts to serve. */
    public void start(Pages pages) throws IOException {
        port.start(settings.maxConnections(), new PageHandler(pages), PageServer::plainError);
    }

    /** What is not HTTP: the status says it all. */
    private static boolean plainError(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        callback.succeeded();
        return true;
    }

    @Override
    public void close() {
        port.close();
    }
}
