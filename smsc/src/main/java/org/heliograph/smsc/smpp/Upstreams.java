// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.heliograph.config.ClientTls;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.queue.ForwardedMessages;
import org.heliograph.smsc.route.Route;

/** The other message centres to which we bind as an ESME, by their names. */
public final class Upstreams implements AutoCloseable {
    /** How long one may take to answer our unbind. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** What waits for one that the settings no longer have; they may have it again. */
    private static final DeliveryChannel NOBODY =
            (messages, _) ->
                    messages.stream()
                            .<DeliveryOutcome>map(
                                    _ ->
                                            new DeliveryOutcome.Deferred(
                                                    Cause.UPSTREAM_NOT_BOUND, "no such upstream"))
                            .toList();

    private final Map<String, Upstream> upstreams = new HashMap<>();

    /**
     * Binds to nobody before {@link #start}.
     *
     * @param passwords by the names of upstreams; those that are enabled have one
     * @param tls by the names of upstreams; those that are bound to over it have one
     * @param arrived is told what can be reached again
     */
    public Upstreams(
            List<UpstreamSettings> settings,
            Map<String, String> passwords,
            Map<String, ClientTls> tls,
            int maxPduOctets,
            Acceptance acceptance,
            ForwardedMessages forwarded,
            Consumer<Route.ToUpstream> arrived,
            RandomGenerator.SplittableGenerator random) {
        for (UpstreamSettings one : settings) {
            if (one.enabled()) {
                upstreams.put(
                        one.name(),
                        new Upstream(
                                one,
                                passwords.getOrDefault(one.name(), ""),
                                Optional.ofNullable(tls.get(one.name())),
                                maxPduOctets,
                                acceptance,
                                forwarded,
                                arrived,
                                random.split()));
            }
        }
    }

    /** Binds, and binds again, until {@link #close}. */
    public Upstreams start() {
        upstreams.values().forEach(Upstream::start);
        return this;
    }

    /** {@return the way to an upstream} */
    public DeliveryChannel to(String name) {
        Upstream upstream = upstreams.get(name);
        return upstream == null ? NOBODY : upstream;
    }

    /** {@return whether there is a bind to an upstream that sends} */
    public boolean reaches(String name) {
        Upstream upstream = upstreams.get(name);
        return upstream != null && upstream.isBound();
    }

    /** Unbinds from all, within two seconds. */
    @Override
    public void close() {
        List<Thread> goodbyes = new ArrayList<>();
        for (Upstream upstream : upstreams.values()) {
            goodbyes.add(Thread.ofVirtual().start(() -> upstream.close(GOODBYE)));
        }
        for (Thread goodbye : goodbyes) {
            try {
                goodbye.join(GOODBYE.multipliedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
