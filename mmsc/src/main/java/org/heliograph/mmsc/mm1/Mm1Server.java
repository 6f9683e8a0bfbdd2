// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.heliograph.config.Check;
import org.heliograph.config.Listen;
import org.heliograph.config.MmscSettings;
import org.heliograph.mmsc.http.HttpPort;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.setup.HandsetSetup;
import org.heliograph.subscribers.CallerIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of MM1. */
public final class Mm1Server implements AutoCloseable {
    /** Room for what packet gateways add; more is somebody trying. */
    private static final int MAX_HEADER_OCTETS = 16 * 1024;

    /** Of what a line of the log says about a request that is no HTTP: it may quote the peer. */
    private static final int LONGEST_CAUSE = 120;

    private static final Logger LOG = LoggerFactory.getLogger(Mm1Server.class);

    private final MmscSettings.Mm1 settings;
    private final HttpPort port;
    private final List<Handler> offered = new ArrayList<>();

    private Mm1Server(MmscSettings.Mm1 settings, HttpPort port) {
        this.settings = settings;
        this.port = port;
    }

    /** Takes the port, so that the address is known before anybody is served. */
    public static Mm1Server bind(MmscSettings.Mm1 settings) throws IOException {
        return new Mm1Server(
                settings,
                HttpPort.bind("mm1", settings.listen(), MAX_HEADER_OCTETS, settings.idleTimeout()));
    }

    /** {@return where it listens, with the port it got} */
    public Listen address() {
        return port.address();
    }

    /** {@return that user agents are heard} */
    public Check check() {
        return port.check();
    }

    /** Lets handsets ask how they are to be set up, without saying who they are. */
    public void offer(HandsetSetup setup) {
        offered.add(new SetupHandler(setup));
    }

    /** Starts to serve. */
    public void start(Mm1 mm1, CallerIdentity identity, ContentStore contents) throws IOException {
        BodyReader bodies =
                new BodyReader(contents, settings.maxBodyOctets(), settings.idleTimeout());
        List<Handler> handlers = new ArrayList<>(offered);
        handlers.add(new Mm1Handler(mm1, identity, bodies));
        port.start(
                settings.maxConnections(), new Handler.Sequence(handlers), Mm1Server::plainError);
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
        port.close();
    }
}
