// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RCANCELFAIL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDSTADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVMSGID;
import static org.jsmpp.SMPPConstant.STAT_ESME_RREPLACEFAIL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RSYSERR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.accept.Screening;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.WaitingMessages;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Router;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.util.DefaultComposer;
import org.jspecify.annotations.Nullable;

/** query_sm, cancel_sm and replace_sm (SMPP 3.4 §4.8 to §4.10), for the messages of an account. */
final class WaitingRequests {
    /** Signed numbers of 64 bits have 19 digits. */
    private static final String MESSAGE_ID = "[0-9]{1,19}";

    private final WaitingMessages waiting;
    private final Router router;
    private final SubmitReader submitReader;
    private final Acceptance acceptance;
    private final DefaultComposer composer = new DefaultComposer();

    WaitingRequests(
            WaitingMessages waiting,
            Router router,
            SubmitReader submitReader,
            Acceptance acceptance) {
        this.acceptance = acceptance;
        this.waiting = waiting;
        this.router = router;
        this.submitReader = submitReader;
    }

    /** {@return query_sm_resp} The error_code is 1 where a message has failed. */
    Octets query(SmscSettings.Account account, QuerySm pdu)
            throws SubmitReader.Refusal, PDUStringException {
        WaitingMessages.Standing standing;
        try {
            standing =
                    waiting.query(key(account, pdu.getMessageId(), pdu.getSourceAddr()))
                            .orElseThrow(WaitingRequests::unknown);
        } catch (StoreException e) {
            throw storeFailed();
        }
        return Octets.ofOwned(
                composer.querySmResp(
                        pdu.getSequenceNumber(),
                        pdu.getMessageId(),
                        standing.since().map(SmppTime::of).orElse(""),
                        DeliverWriter.octet(standing.state()),
                        (byte) standing.cause()));
    }

    /** {@return cancel_sm_resp} */
    Octets cancel(SmscSettings.Account account, CancelSm pdu) throws SubmitReader.Refusal {
        try {
            WaitingMessages.Change change =
                    text(pdu.getMessageId()).isEmpty()
                            ? cancelAll(account, pdu)
                            : waiting.cancel(key(account, pdu.getMessageId(), pdu.getSourceAddr()));
            check(change, STAT_ESME_RCANCELFAIL);
        } catch (StoreException e) {
            throw storeFailed();
        }
        return Octets.ofOwned(composer.cancelSmResp(pdu.getSequenceNumber()));
    }

    /** All from a source to a destination, of one service_type or of any (§4.9.1). */
    private WaitingMessages.Change cancelAll(SmscSettings.Account account, CancelSm pdu)
            throws SubmitReader.Refusal, StoreException {
        var origin = new Origin.Esme(account.systemId());
        var to =
                router.international(
                        origin,
                        Addresses.destination(
                                pdu.getDestAddrTon(),
                                pdu.getDestAddrNpi(),
                                pdu.getDestinationAddress()));
        List<Route.Destination> destinations = router.destinations(origin, to);
        if (destinations.isEmpty()) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVDSTADR, "destination-address", "there is no route to it");
        }
        String source = source(pdu.getSourceAddr());
        String serviceType = text(pdu.getServiceType());
        Predicate<ShortMessage> which =
                message ->
                        message.destinationAddress().value().equals(to.value())
                                && (source.isEmpty()
                                        || source.equals(message.originatingAddress().value()))
                                && (serviceType.isEmpty()
                                        || serviceType.equals(
                                                message.smppParameters().serviceType()));
        var change = WaitingMessages.Change.TOO_LATE; // no id is wrong: there is none
        for (Route.Destination destination : destinations) {
            if (waiting.cancel(origin, destination, which) == WaitingMessages.Change.DONE) {
                change = WaitingMessages.Change.DONE;
            }
        }
        return change;
    }

    /** {@return replace_sm_resp} */
    Octets replace(SmscSettings.Account account, ReplaceSm pdu) throws SubmitReader.Refusal {
        Instant dueAt = submitReader.check(pdu);
        List<SubmitReader.Refusal> refused = new ArrayList<>(1);
        try {
            WaitingMessages.Change change =
                    waiting.replace(
                            key(account, pdu.getMessageId(), pdu.getSourceAddr()),
                            dueAt,
                            parts -> {
                                try {
                                    List<ShortMessage> others =
                                            submitReader.replacement(account, parts, pdu);
                                    look(others);
                                    return others;
                                } catch (SubmitReader.Refusal e) {
                                    refused.add(e);
                                    return List.of();
                                }
                            });
            if (!refused.isEmpty()) {
                throw refused.getFirst();
            }
            check(change, STAT_ESME_RREPLACEFAIL);
        } catch (StoreException e) {
            throw storeFailed();
        }
        return Octets.ofOwned(composer.replaceSmResp(pdu.getSequenceNumber()));
    }

    private void look(List<ShortMessage> others) throws SubmitReader.Refusal {
        Optional<Screening.Verdict.Stop> against =
                others.isEmpty() ? Optional.empty() : acceptance.againstReplacement(others);
        if (against.isPresent()) {
            Screening.Verdict.Stop stop = against.get();
            throw new SubmitReader.Refusal(
                    stop.refusal() == Acceptance.Refusal.LIMITED
                            ? STAT_ESME_RTHROTTLED
                            : STAT_ESME_RREPLACEFAIL,
                    stop.code(),
                    stop.reason());
        }
    }

    private static void check(WaitingMessages.Change change, int tooLate)
            throws SubmitReader.Refusal {
        switch (change) {
            case DONE -> {}
            case UNKNOWN -> throw unknown();
            case TOO_LATE ->
                    throw new SubmitReader.Refusal(
                            tooLate, "too-late", "nothing of it waits, or it is under way");
        }
    }

    private static WaitingMessages.Key key(
            SmscSettings.Account account, String messageId, String source)
            throws SubmitReader.Refusal {
        String id = text(messageId);
        if (!id.matches(MESSAGE_ID)) {
            throw unknown();
        }
        try {
            return new WaitingMessages.Key(
                    account.systemId(), new MessageId(Long.parseLong(id)), source(source));
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    /** As it is kept: many ESMEs write a plus sign, which the type of number says already. */
    private static String source(String address) {
        String source = text(address);
        return source.startsWith("+") ? source.substring(1) : source;
    }

    private static SubmitReader.Refusal unknown() {
        return new SubmitReader.Refusal(
                STAT_ESME_RINVMSGID, "message-id", "no such message of this account");
    }

    private static SubmitReader.Refusal storeFailed() {
        return new SubmitReader.Refusal(
                STAT_ESME_RSYSERR, "store-failed", "the store cannot be used now");
    }

    /** The decoder may leave out what is empty. */
    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }
}
