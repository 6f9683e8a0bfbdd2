// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.policy;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.heliograph.smsc.message.DeliveryOutcome.Failed;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.policy.SmsPolicies.Said;
import org.heliograph.smsc.route.Route;
import org.jspecify.annotations.Nullable;

/**
 * Asks the scripts before each attempt. What they delay is put off like what did not get through:
 * its destination waits, and so does what is behind it, in its order. Reports are not asked about.
 */
final class PolicedChannel implements DeliveryChannel {
    private final SmsPolicies policies;
    private final Route.Destination destination;
    private final DeliveryChannel channel;

    PolicedChannel(SmsPolicies policies, Route.Destination destination, DeliveryChannel channel) {
        this.policies = policies;
        this.destination = destination;
        this.channel = channel;
    }

    @Override
    public int window() {
        return channel.window();
    }

    @Override
    public boolean reaches(Route.Destination to) {
        return channel.reaches(to);
    }

    @Override
    public boolean alert(Route.Destination esme, TpAddress subscriber, TpAddress asking) {
        return channel.alert(esme, subscriber, asking);
    }

    @Override
    public List<DeliveryOutcome> deliver(List<ShortMessage> messages, boolean moreMessages)
            throws InterruptedException {
        if (!policies.asksBeforeDelivery()) {
            return channel.deliver(messages, moreMessages);
        }
        List<DeliveryOutcome> outcomes = new ArrayList<>(messages.size());
        List<ShortMessage> go = new ArrayList<>(messages.size());
        Delivering delivering = new Delivering(policies.now());
        for (ShortMessage message : messages) {
            DeliveryOutcome outcome = delivering.outcome(message);
            outcomes.add(outcome);
            if (outcome instanceof DeliveryOutcome.Delivered) {
                go.add(message);
            }
        }
        if (go.size() == messages.size()) {
            return channel.deliver(messages, moreMessages);
        }
        if (!go.isEmpty()) {
            Iterator<DeliveryOutcome> ends =
                    channel.deliver(go, moreMessages || delivering.waiting != null).iterator();
            outcomes.replaceAll(
                    one -> one instanceof DeliveryOutcome.Delivered ? ends.next() : one);
        }
        return outcomes;
    }

    /** One window: once something waits, all that is behind it does. */
    private final class Delivering {
        private final ZonedDateTime now;
        private @Nullable Deferred waiting;

        Delivering(ZonedDateTime now) {
            this.now = now;
        }

        /** {@return delivered where it may go: its real outcome comes in that place} */
        DeliveryOutcome outcome(ShortMessage message) {
            if (waiting != null) {
                return waiting;
            }
            if (!(message.purpose() instanceof Purpose.Carry)) {
                return new DeliveryOutcome.Delivered();
            }
            return switch (policies.beforeDelivery(destination, message, now)) {
                case Said.Nothing() -> new DeliveryOutcome.Delivered();
                case Said.No(var cause) -> new Failed(Cause.POLICY_REFUSED, cause);
                case Said.Yes(var accept) -> {
                    Duration wait = Duration.between(now.toInstant(), accept.delay().from(now));
                    if (!wait.isPositive()) {
                        yield new DeliveryOutcome.Delivered();
                    }
                    waiting = new Deferred(Cause.POLICY_DELAY, accept.delay().toString(), wait);
                    yield waiting;
                }
            };
        }
    }
}
