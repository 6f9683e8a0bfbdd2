// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.charge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.charging.Charging;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.RecordType;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.charging.rating.Usage;
import org.heliograph.config.ChargingSettings;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked and recorded about messages: the sender pays, for each recipient by itself. */
public final class Charges {
    private static final Logger LOG = LoggerFactory.getLogger(Charges.class);

    private static final String CATEGORY = "mms";

    private static final Usage ONE = Usage.units(1);

    /** How it is done, where anything is. */
    private record Desk(
            MessageRecord records, CreditControl credit, boolean controlled, boolean atOnce) {}

    private final Optional<Desk> desk;

    private Charges(Optional<Desk> desk) {
        this.desk = desk;
    }

    /** Nobody pays, and nothing is recorded. */
    public static Charges none() {
        return new Charges(Optional.empty());
    }

    /**
     * @param domain of this MMSC, for records
     */
    public static Charges of(Charging charging, String domain) {
        ChargingSettings settings = charging.settings();
        return settings.isOn() && settings.mms().isCharged()
                ? new Charges(
                        Optional.of(
                                new Desk(
                                        new MessageRecord(domain),
                                        charging.credit(),
                                        settings.credit().isControlled(),
                                        settings.mms().isChargedAtSubmission())))
                : none();
    }

    /** {@return whether anything is charged, or recorded} */
    public boolean areMade() {
        return desk.isPresent();
    }

    /**
     * Has what a message costs kept back, for all of its recipients or for nobody.
     *
     * @return why it is not paid for; nothing: it is
     */
    public Optional<CreditControl.Refused> reserve(
            MultimediaMessage message, List<Recipient> recipients) {
        if (desk.isEmpty() || !desk.get().controlled()) {
            return Optional.empty();
        }
        List<ChargeableEvent> events = events(message, recipients);
        List<CreditControl.Reservation> answers = desk.get().credit().reserve(events);
        for (CreditControl.Reservation answer : answers) {
            if (answer instanceof CreditControl.Refused refused) {
                giveBack(desk.get(), events);
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    /** Gives back what was kept back for a message that is not taken on after all. */
    public void release(MultimediaMessage message, List<Recipient> recipients) {
        if (desk.isPresent() && desk.get().controlled()) {
            giveBack(desk.get(), events(message, recipients));
        }
    }

    private static void giveBack(Desk desk, List<ChargeableEvent> events) {
        try {
            desk.credit().release(events);
        } catch (CreditControl.AwayException e) { // the reservations end by themselves
            LOG.warn("not-released count={} reason=\"{}\"", events.size(), e.getMessage());
        }
    }

    private static List<ChargeableEvent> events(
            MultimediaMessage message, List<Recipient> recipients) {
        return recipients.stream()
                .filter(recipient -> recipient.refusal() == Refusal.NONE)
                .map(recipient -> event(message, recipient))
                .toList();
    }

    private static ChargeableEvent event(MultimediaMessage message, Recipient recipient) {
        String sender = message.sender().digits();
        return new ChargeableEvent(
                "mms:" + recipient.token().value(),
                CATEGORY,
                sender,
                sender,
                recipient.msisdn().digits(),
                message.acceptedAt(),
                ONE);
    }

    /** {@return what is to be stored with a new message for one of its recipients} */
    public Optional<ChargingRecord> submitted(MultimediaMessage message, Recipient recipient) {
        return desk.filter(one -> one.atOnce() && recipient.refusal() == Refusal.NONE)
                .map(
                        one ->
                                one.records()
                                        .of(
                                                RecordType.MMO1S,
                                                message,
                                                recipient,
                                                message.acceptedAt(),
                                                event(message, recipient),
                                                true));
    }

    /**
     * {@return what is to be stored with the end of one of its recipients}
     *
     * @param recipient as it was before; who has seen the page has as good as retrieved it
     */
    public Optional<ChargingRecord> ended(
            MultimediaMessage message, Recipient recipient, RecipientState next, Instant at) {
        if (desk.isEmpty() || desk.get().atOnce() || !next.isFinal()) {
            return Optional.empty();
        }
        boolean retrieved =
                next == RecipientState.RETRIEVED || recipient.state() == RecipientState.VIEWED;
        return Optional.of(
                desk.get()
                        .records()
                        .of(
                                retrieved ? RecordType.MMR1RT : RecordType.MMRMD,
                                message,
                                recipient.reached(next, at),
                                at,
                                event(message, recipient),
                                retrieved));
    }
}
