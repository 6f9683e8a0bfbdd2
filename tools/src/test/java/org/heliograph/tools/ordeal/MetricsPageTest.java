// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/metrics.md lists what {@code /metrics} shows, and nothing else. */
final class MetricsPageTest {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) \\w+$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(heliograph_\\w+)` \\|");

    /** Those of the JVM, which are listed by what they begin with. */
    private static final Pattern FAMILY = Pattern.compile("`((?:jvm|process|system)_\\w*)\\*`");

    @TempDir private Path directory;

    @Test
    void listsEveryMetric() throws Exception {
        String page =
                Files.readString(
                        Path.of(System.getProperty("heliograph.root", ".."))
                                .resolve("docs/metrics.md"));
        Set<String> shown = names(TYPE, scrapeOfAnInstallation());
        shown.addAll(names(TYPE, scrapeOfWhatComesLater()));
        Set<String> families = names(FAMILY, page);
        shown.removeIf(name -> families.stream().anyMatch(name::startsWith));
        assertEquals(String.join("\n", shown), String.join("\n", names(ROW, page)));
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String scrapeOfAnInstallation() throws Exception {
        try (World world = new World(directory, Tap.none());
                Operator operator = new Operator(world.console(), directory.resolve("data"))) {
            return operator.ask("metrics");
        }
    }

    /** Those with values of labels that are not known before they are met. */
    private static String scrapeOfWhatComesLater() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var smsc = new SmscMetrics(registry, Clock.systemUTC());
        smsc.refused("no-route");
        smsc.throttled("demo");
        smsc.bound("demo", "receiver", 1);
        smsc.noticed("fw-push");
        smsc.quarantined("held", 1);
        var mmsc = new MmscMetrics(registry);
        mmsc.refused("store-failed");
        mmsc.adapted("fits");
        mmsc.linked();
        mmsc.stored();
        mmsc.notStored("x");
        return registry.scrape();
    }

    @Test
    void countsWhatAnEsmeDoes() throws Exception {
        try (World world = new World(directory, Tap.none());
                Operator operator = new Operator(world.console(), directory.resolve("data"))) {
            EsmeClient esme = world.esme(EsmeClient.Kind.TRANSCEIVER, world.password(), _ -> {});
            esme.submit("447700900001", "1000", "hello", true, EsmeClient.LongText.SEGMENTS);
            for (String line :
                    List.of(
                            "smpp_binds{account=\"demo\",type=\"transceiver\"} 1.0",
                            "messages_accepted_total{origin=\"esme\"} 1.0",
                            "smpp_submit_responses_total{command_status=\"0x0\"} 1.0",
                            "messages_delivered_total{carries=\"message\",to=\"esme\"} 1.0",
                            "delivery_latency_seconds_count{to=\"esme\"} 1",
                            "reports_total{kind=\"receipt\"} 1.0",
                            "messages_delivered_total{carries=\"report\",to=\"esme\"} 1.0",
                            "queue_messages 0.0")) {
                String wanted = "\nheliograph_smsc_" + line + "\n";
                String answer = operator.await("metrics", a -> a.contains(wanted));
                assertTrue(answer.contains(wanted), () -> wanted + " in " + answer);
            }
        }
    }
}
