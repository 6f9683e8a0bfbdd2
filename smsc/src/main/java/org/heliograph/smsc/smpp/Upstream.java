// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.heliograph.config.ClientTls;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.ForwardedMessages;
import org.heliograph.smsc.route.Route;

/**
 * One other message centre: its binds, and what waits for a place in their windows. A lane hands
 * over one message at a time, which keeps the order of each number whatever is refused; many lanes
 * at once fill the windows.
 */
final class Upstream implements DeliveryChannel {
    static final DeliveryOutcome NOT_BOUND =
            new DeliveryOutcome.Deferred(Cause.UPSTREAM_NOT_BOUND, "no bind that sends");

    static final DeliveryOutcome CONNECTION_LOST =
            new DeliveryOutcome.Deferred(Cause.NO_ANSWER, "connection lost");

    /** How long a lane waits for a place. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final DeliveryOutcome NO_PLACE =
            new DeliveryOutcome.Deferred(Cause.CONGESTION, "no place in the window");

    private final UpstreamSettings settings;
    private final Acceptance acceptance;
    private final ForwardedMessages forwarded;
    private final Consumer<Route.ToUpstream> arrived;
    private final FairQueue queue;

    /** Others are tried by their schedule: over weeks without a bind many may have expired. */
    private static final int MOST_ABSENT = 1_000_000;

    /** Numbers that something waits for, or did, until there is a bind. */
    private final Set<String> absent = ConcurrentHashMap.newKeySet();

    private final List<UpstreamBind> binds = new ArrayList<>();

    /**
     * @param arrived is told of numbers that were not reached and may be tried again
     */
    Upstream(
            UpstreamSettings settings,
            String password,
            Optional<ClientTls> tls,
            int maxPduOctets,
            Acceptance acceptance,
            ForwardedMessages forwarded,
            Consumer<Route.ToUpstream> arrived,
            RandomGenerator.SplittableGenerator random) {
        this.settings = settings;
        this.acceptance = acceptance;
        this.forwarded = forwarded;
        this.arrived = arrived;
        this.queue = new FairQueue(settings.throughput());
        List<BindKind> kinds =
                settings.bindType().equals("pair")
                        ? List.of(BindKind.RECEIVER, BindKind.TRANSMITTER)
                        : List.of(BindKind.TRANSCEIVER);
        for (int i = 0; i < settings.binds(); i++) {
            for (BindKind kind : kinds) {
                binds.add(
                        new UpstreamBind(
                                this, settings, kind, password, tls, maxPduOctets, random.split()));
            }
        }
    }

    void start() {
        binds.forEach(UpstreamBind::start);
    }

    /** {@return a bind, from bind_resp on} */
    UpstreamSession session(
            Connection connection, BindKind kind, PduReader reader, Outgoing outgoing) {
        return new UpstreamSession(
                connection,
                settings,
                kind,
                queue,
                reader,
                outgoing,
                new UpstreamRequests(settings, acceptance, forwarded));
    }

    /** There is a bind that sends: lets move what could not be sent before. */
    void bound() {
        for (String number : List.copyOf(absent)) {
            if (absent.remove(number)) {
                arrived.accept(new Route.ToUpstream(settings.name(), number));
            }
        }
    }

    boolean isBound() {
        return queue.hasSender();
    }

    @Override
    public List<DeliveryOutcome> deliver(List<ShortMessage> messages, boolean moreMessages)
            throws InterruptedException {
        ShortMessage message = messages.getFirst(); // the window is one
        DeliveryOutcome outcome = handOver(message);
        if (outcome.equals(NOT_BOUND) || outcome.equals(CONNECTION_LOST)) {
            if (absent.size() < MOST_ABSENT) {
                absent.add(message.destinationAddress().value());
            }
            if (queue.hasSender()) { // there is another, or one again
                bound();
            }
        }
        return List.of(outcome);
    }

    private DeliveryOutcome handOver(ShortMessage message) throws InterruptedException {
        var handover = new Handover(message);
        if (!queue.add(handover)) {
            return NOT_BOUND;
        }
        boolean ended = false;
        try {
            ended = handover.await(PATIENCE);
            if (!ended && queue.remove(handover)) {
                handover.end(NO_PLACE);
            }
            DeliveryOutcome outcome = handover.outcome(); // what is sent ends after the timeout
            ended = true;
            return outcome;
        } finally {
            if (!ended) {
                queue.remove(handover); // interrupted: we are closing
            }
        }
    }

    /** Says goodbye on all binds, side by side. */
    void close(Duration patience) {
        List<Thread> goodbyes = new ArrayList<>();
        for (UpstreamBind bind : binds) {
            goodbyes.add(Thread.ofVirtual().start(() -> bind.close(patience)));
        }
        for (Thread goodbye : goodbyes) {
            try {
                goodbye.join(patience.multipliedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
