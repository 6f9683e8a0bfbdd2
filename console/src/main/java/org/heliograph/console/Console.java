// SPDX-License-Identifier: Apache-2.0
package org.heliograph.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.heliograph.config.ConfigException;
import org.heliograph.config.ConsoleSettings;
import org.heliograph.config.Listen;
import org.heliograph.config.SecretFile;
import org.heliograph.smsc.accept.Releases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of operators, and the registry in which a process counts. It is up before the
 * centres are and until they are closed, for whoever asks how the process is.
 */
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    /** Room for a token and what a proxy adds. */
    private static final int MAX_HEADER_OCTETS = 8 * 1024;

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Health health = new Health();
    private final QuarantineApi quarantine = new QuarantineApi();
    private final ConsoleSettings settings;
    private final Server server = new Server(new VirtualThreadPool());
    private final ServerConnector connector;

    private Console(ConsoleSettings settings) {
        this.settings = settings;
        this.connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
        collections.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
    }

    /**
     * Starts to answer, unless the settings say no: then it counts what nobody asks for.
     *
     * @param dataDirectory exists; holds the token, which is made if it is missing
     * @throws IOException if the port cannot be had
     * @throws ConfigException if the token cannot be read or made
     */
    public static Console start(ConsoleSettings settings, Path dataDirectory)
            throws IOException, ConfigException {
        Console console = new Console(settings);
        boolean started = false;
        try {
            if (settings.enabled()) {
                console.listen(SecretFile.token(dataDirectory, settings.tokenFile()).secret());
            }
            started = true;
            return console;
        } finally {
            if (!started) {
                console.close();
            }
        }
    }

    private void listen(String token) throws IOException {
        connector.setHost(settings.listen().host());
        connector.setPort(settings.listen().port());
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        try {
            connector.open();
        } catch (IOException e) {
            String why = (e.getCause() == null ? e : e.getCause()).getMessage();
            throw new IOException("cannot listen on " + settings.listen() + ": " + why, e);
        }
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
        server.setHandler(new ConsoleHandler(meters, health, quarantine, token));
        server.setErrorHandler(Console::plainError);
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the console does not start", e);
        }
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEADER_OCTETS);
        return configuration;
    }

    /** What is not HTTP: the status says it all. */
    private static boolean plainError(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        callback.succeeded();
        return true;
    }

    /** {@return where the centres count} */
    public MeterRegistry meters() {
        return meters;
    }

    /** {@return where it listens, with the port it got} */
    public Listen address() {
        return new Listen(settings.listen().host(), connector.getLocalPort());
    }

    /** Operators may look into the quarantine from now on. */
    public void serving(Releases releases) {
        quarantine.serves(releases);
    }

    /** The process is up, as long as {@code checks} say so. */
    public void serving(List<Check> checks) {
        health.serving(checks);
    }

    /** The process is about to end, and takes nothing new. */
    public void closing() {
        health.closing();
    }

    @Override
    public void close() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            LOG.warn("the console did not stop cleanly", e);
        }
        collections.close();
        meters.close();
    }
}
