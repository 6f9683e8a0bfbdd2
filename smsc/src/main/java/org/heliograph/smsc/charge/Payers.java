// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.charge;

import java.util.List;
import java.util.Optional;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.rating.Usage;
import org.heliograph.config.ChargingSettings;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SourcePattern;

/** Who pays for a message, if anybody does. */
final class Payers {
    private static final String CATEGORY = "sms";

    private static final Usage ONE = Usage.units(1);

    private final List<SourcePattern> charged;
    private final List<SourcePattern> recipientPays;
    private final List<SourcePattern> free;

    Payers(ChargingSettings.Sms settings) {
        this.charged = settings.charged().stream().map(SourcePattern::of).toList();
        this.recipientPays = settings.recipientPays().stream().map(SourcePattern::of).toList();
        this.free = settings.free().stream().map(SourcePattern::of).toList();
    }

    /**
     * {@return what is charged of it} The id has the time of acceptance in it, for an engine that
     * serves several installations, or one that has begun anew.
     */
    Optional<ChargeableEvent> event(ShortMessage message) {
        if (!(message.purpose() instanceof Purpose.Carry)) {
            return Optional.empty();
        }
        return account(message)
                .map(
                        account ->
                                new ChargeableEvent(
                                        "sms:"
                                                + message.id()
                                                + ':'
                                                + message.acceptedAt().getEpochSecond(),
                                        CATEGORY,
                                        account,
                                        account,
                                        message.destinationAddress().value(),
                                        message.acceptedAt(),
                                        ONE));
    }

    private Optional<String> account(ShortMessage message) {
        Origin origin = message.origin();
        if (any(free, origin)) {
            return Optional.empty();
        }
        if (any(recipientPays, origin)) {
            return Optional.of(message.destinationAddress().value());
        }
        if (!any(charged, origin)) {
            return Optional.empty();
        }
        return switch (origin) {
            case Origin.Esme(var systemId) -> Optional.of(systemId);
            case Origin.Subscriber(var msisdn, _) -> Optional.of(msisdn.digits());
            case Origin.Upstream(var name) -> Optional.of(name);
            case Origin.ServiceCentre() -> Optional.empty();
        };
    }

    private static boolean any(List<SourcePattern> patterns, Origin origin) {
        for (SourcePattern pattern : patterns) {
            if (pattern.matches(origin)) {
                return true;
            }
        }
        return false;
    }
}
