// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.charge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.charging.Charging;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.config.ChargingSettings;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked and recorded about messages that somebody pays for. */
public final class Charges {
    private static final Logger LOG = LoggerFactory.getLogger(Charges.class);

    /** How it is done, where anything is. */
    private record Desk(
            Payers payers, MessageRecord records, CreditControl credit, boolean controlled) {}

    private final Optional<Desk> desk;

    private Charges(Optional<Desk> desk) {
        this.desk = desk;
    }

    /** Nobody pays, and nothing is recorded. */
    public static Charges none() {
        return new Charges(Optional.empty());
    }

    /**
     * @param serviceCentre its address, for records
     */
    public static Charges of(Charging charging, String serviceCentre) {
        ChargingSettings settings = charging.settings();
        return settings.isOn()
                ? new Charges(
                        Optional.of(
                                new Desk(
                                        new Payers(settings.sms()),
                                        new MessageRecord(serviceCentre),
                                        charging.credit(),
                                        settings.credit().isControlled())))
                : none();
    }

    /** {@return whether anything is charged, or recorded} */
    public boolean areMade() {
        return desk.isPresent();
    }

    /**
     * Has what messages cost kept back: of each submission, for all that was made of it or for
     * nothing.
     *
     * @return the submissions that are not paid for, and why
     */
    public Map<MessageId, CreditControl.Refused> reserve(List<Routed> messages) {
        if (desk.isEmpty() || !desk.get().controlled() || messages.isEmpty()) {
            return Map.of();
        }
        List<ChargeableEvent> events = new ArrayList<>(messages.size());
        List<MessageId> submissions = new ArrayList<>(messages.size());
        for (Routed routed : messages) {
            Optional<ChargeableEvent> event = desk.get().payers().event(routed.message());
            if (event.isPresent()) {
                events.add(event.get());
                submissions.add(routed.message().submittedAs());
            }
        }
        if (events.isEmpty()) {
            return Map.of();
        }
        List<CreditControl.Reservation> answers = desk.get().credit().reserve(events);
        Map<MessageId, CreditControl.Refused> refused = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof CreditControl.Refused no) {
                refused.putIfAbsent(submissions.get(i), no);
            }
        }
        if (!refused.isEmpty()) {
            List<ChargeableEvent> inVain = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i) instanceof CreditControl.Granted
                        && refused.containsKey(submissions.get(i))) {
                    inVain.add(events.get(i));
                }
            }
            giveBack(desk.get(), inVain);
        }
        return refused;
    }

    /** Gives back what was kept back for messages that are not taken on after all. */
    public void release(List<Routed> messages) {
        if (desk.isPresent() && desk.get().controlled()) {
            giveBack(
                    desk.get(),
                    messages.stream()
                            .flatMap(routed -> desk.get().payers().event(routed.message()).stream())
                            .toList());
        }
    }

    private static void giveBack(Desk desk, List<ChargeableEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        try {
            desk.credit().release(events);
        } catch (CreditControl.AwayException e) { // the reservation ends by itself
            LOG.warn("not-released count={} reason=\"{}\"", events.size(), e.getMessage());
        }
    }

    /** {@return what is to be stored with the end of a message, where somebody pays for it} */
    public Optional<ChargingRecord> record(
            ShortMessage message, DeliveryOutcome.Final end, Instant at) {
        return desk.flatMap(
                one ->
                        one.payers()
                                .event(message)
                                .map(event -> one.records().of(message, event, end, at)));
    }
}
