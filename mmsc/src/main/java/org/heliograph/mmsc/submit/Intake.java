// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.mmsc.charge.Charges;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Filing;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MessageStore.Inserted;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NewRecipient;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.Numbering;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.Refusal;
import org.heliograph.mmsc.message.Repeats;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.message.UncertainStoreException;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.mmsc.mmbox.Mmbox;
import org.heliograph.mmsc.mmbox.StoreOutcome;
import org.heliograph.mmsc.policy.MmsPolicies;
import org.heliograph.mmsc.push.Outbox;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sending and forwarding have in common: whom a message is for, when, whether it may be, and
 * that it is durable before anybody hears of it.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final MessageStore store;
    private final Outbox notifications;
    private final Outbox reports;
    private final Tokens tokens;
    private final Directory directory;
    private final Mmbox mmbox;
    private final Addressees addressees;
    private final MmsPolicies policies;
    private final Times times;
    private final Duration repeatWindow;
    private final Charges charges;
    private final InstantSource clock;
    private final MmscMetrics metrics;

    /**
     * What a sender may ask for.
     *
     * @param recipients most addresses of one message
     * @param expiry how long a message is kept when its sender does not say
     * @param maxExpiry longest it is kept
     * @param repeatWindow how long the same submission again is taken for a repeat
     */
    public record Limits(
            int recipients, Duration expiry, Duration maxExpiry, Duration repeatWindow) {}

    sealed interface Planned permits Plan, Refused {}

    /**
     * To be kept.
     *
     * @param headers of the request, as scripts have changed them
     * @param tags what scripts call it
     */
    record Plan(
            Msisdn sender,
            Map<Address, Refusal> addresses,
            String text,
            Times.Result.Known times,
            Instant now,
            MmsHeaders headers,
            List<String> tags)
            implements Planned {}

    sealed interface Taken permits Accepted, Refused {}

    /**
     * It is durable.
     *
     * @param repeat it was before, and nothing has changed
     * @param text names those whom it does not go to; empty if there are none
     * @param stored what came of the sender's wish to store it
     */
    record Accepted(MessageId id, boolean repeat, String text, StoreOutcome stored)
            implements Taken {}

    public Intake(
            MessageStore store,
            Outbox notifications,
            Outbox reports,
            Tokens tokens,
            Numbering numbering,
            Directory directory,
            Mmbox mmbox,
            Limits limits,
            Charges charges,
            MmsPolicies policies,
            InstantSource clock,
            MmscMetrics metrics) {
        this.policies = policies;
        this.store = store;
        this.notifications = notifications;
        this.reports = reports;
        this.tokens = tokens;
        this.directory = directory;
        this.mmbox = mmbox;
        this.addressees = new Addressees(numbering, directory, limits.recipients());
        this.times = new Times(limits.expiry(), limits.maxExpiry());
        this.repeatWindow = limits.repeatWindow();
        this.charges = charges;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * @param headers of the request
     * @param octets of the content
     */
    Planned plan(Msisdn sender, MmsHeaders headers, long octets) {
        if (directory.of(sender) == Directory.Standing.BARRED) {
            return new Refused(
                    ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED,
                    "sender-barred",
                    "you may not send multimedia messages");
        }
        if (headers.first(MmsField.REPLY_CHARGING).isPresent()
                || headers.first(MmsField.REPLY_CHARGING_ID).isPresent()) {
            return new Refused(
                    ResponseStatus.ERROR_PERMANENT_REPLY_CHARGING_NOT_SUPPORTED,
                    "reply-charging",
                    "reply charging is not served");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return switch (policies.submission(sender, headers, octets, now)) {
            case MmsPolicies.Verdict.Pass(var changed, var tags) ->
                    plan(sender, changed, octets, tags, now);
            case MmsPolicies.Verdict.Stop(var cause) -> notAllowed(cause);
            case MmsPolicies.Verdict.Wait _ -> throw new AssertionError("headers say when");
        };
    }

    private static Refused notAllowed(String cause) {
        return new Refused(
                ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED, "policy", cause, "not allowed");
    }

    private Planned plan(
            Msisdn sender, MmsHeaders headers, long octets, List<String> tags, Instant now) {
        return switch (times.of(headers, now)) {
            case Times.Result.Impossible(Refused refused) -> refused;
            case Times.Result.Known known ->
                    switch (addressees.of(headers)) {
                        case Addressees.Result.None(Refused refused) -> refused;
                        case Addressees.Result.Resolved(var addresses, String text) -> {
                            Map<Address, Refusal> allowed = new LinkedHashMap<>(addresses);
                            allowed.replaceAll(
                                    (to, refusal) ->
                                            refusal == Refusal.NONE
                                                    ? allowed(sender, headers, octets, to, now)
                                                    : refusal);
                            yield allowed.containsValue(Refusal.NONE)
                                    ? new Plan(sender, allowed, text, known, now, headers, tags)
                                    : notAllowed("every recipient");
                        }
                    };
        };
    }

    private Refusal allowed(
            Msisdn sender, MmsHeaders headers, long octets, Address to, Instant now) {
        Optional<String> cause = policies.routing(sender, headers, octets, to, now);
        cause.ifPresent(why -> LOG.info("policy-refuses to={} cause={}", to.masked(), why));
        return cause.isPresent() ? Refusal.POLICY : Refusal.NONE;
    }

    /**
     * Keeps a message whose content is stored.
     *
     * @param fingerprint of the request
     * @param shared whether the content is that of a message kept already
     */
    Taken keep(
            Plan plan,
            MmsHeaders headers,
            Token content,
            long contentOctets,
            long fingerprint,
            boolean shared) {
        MultimediaMessage message =
                new MultimediaMessage(
                        tokens.messageId(),
                        plan.sender(),
                        headers,
                        content,
                        contentOctets,
                        plan.now(),
                        plan.times().expiresAt());
        List<NewRecipient> recipients = new ArrayList<>();
        plan.addresses()
                .forEach(
                        (address, refusal) ->
                                recipients.add(recipient(message, address, refusal, plan)));
        Repeats repeats = new Repeats(fingerprint, plan.now().minus(repeatWindow));
        Optional<CreditControl.Refused> unpaid = charges.reserve(message, all(recipients));
        if (unpaid.isPresent()) { // a repeat of what has taken the last money is none of this
            return store.repeated(plan.sender(), repeats)
                    .<Taken>map(id -> repeated(message, id, plan))
                    .orElseGet(() -> refused(unpaid.get(), headers));
        }
        return switch (insert(message, recipients, repeats, shared)) {
            case Inserted.New() -> {
                accepted(message, recipients, plan.now());
                if (!plan.tags().isEmpty()) {
                    String tags = String.join(",", plan.tags());
                    LOG.info("tagged message={} tags={}", message.id(), tags);
                }
                yield accepted(message, message.id(), false, plan);
            }
            case Inserted.Repeat(MessageId id) -> repeated(message, id, plan);
            case Inserted.ContentGone() -> gone();
        };
    }

    private static List<Recipient> all(List<NewRecipient> recipients) {
        return recipients.stream().map(NewRecipient::recipient).toList();
    }

    /** What is not in the store costs nothing; what may be there stays paid for. */
    private Inserted insert(
            MultimediaMessage message,
            List<NewRecipient> recipients,
            Repeats repeats,
            boolean shared) {
        boolean kept = false;
        try {
            Filing filing = mmbox.filing(message, shared ? MmState.FORWARDED : MmState.SENT);
            Inserted inserted =
                    shared
                            ? store.forward(message, recipients, repeats, filing)
                            : store.insert(message, recipients, repeats, filing);
            kept = inserted instanceof Inserted.New;
            return inserted;
        } catch (UncertainStoreException e) {
            kept = true;
            throw e;
        } finally {
            if (!kept) {
                charges.release(message, all(recipients));
            }
        }
    }

    private Accepted repeated(MultimediaMessage message, MessageId id, Plan plan) {
        metrics.repeated();
        LOG.info("repeated message={} from={}", id, plan.sender().masked());
        return accepted(message, id, true, plan);
    }

    /** MMS 1.0 has no status for it (OMA-TS-MMS_ENC 1.3 §7.3.48, table 20). */
    private static Refused refused(CreditControl.Refused unpaid, MmsHeaders headers) {
        boolean first = headers.first(MmsField.MMS_VERSION).equals(Optional.of(MmsPdu.VERSION_1_0));
        ResponseStatus denied =
                first
                        ? ResponseStatus.ERROR_SERVICE_DENIED
                        : ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED;
        String code = unpaid.cause().code();
        return switch (unpaid.cause()) {
            case NO_CREDIT ->
                    new Refused(
                            first ? denied : ResponseStatus.ERROR_PERMANENT_LACK_OF_PREPAID,
                            code,
                            unpaid.reason(),
                            "you have not enough credit");
            case NO_ACCOUNT ->
                    new Refused(denied, code, unpaid.reason(), "you have no prepaid account");
            case NO_PRICE ->
                    new Refused(
                            denied, code, unpaid.reason(), "there is no tariff for this number");
            case AWAY ->
                    new Refused(
                            ResponseStatus.ERROR_TRANSIENT_FAILURE,
                            code,
                            unpaid.reason(),
                            "please try again later");
        };
    }

    private Accepted accepted(MultimediaMessage message, MessageId id, boolean repeat, Plan plan) {
        StoreOutcome stored = mmbox.outcome(message.sender(), message.headers(), id);
        return new Accepted(id, repeat, plan.text(), stored);
    }

    static Refused gone() {
        return new Refused(
                ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND,
                "forward-unknown",
                "no such message, or no longer");
    }

    private NewRecipient recipient(
            MultimediaMessage message, Address address, Refusal refusal, Plan plan) {
        NextPush push;
        if (refusal == Refusal.NONE) {
            push = new NextPush.At(PushKind.NOTIFICATION, plan.times().deliverAt());
        } else if (message.deliveryReportAsked()) {
            push = new NextPush.At(PushKind.DELIVERY_REPORT, plan.now());
        } else {
            push = new NextPush.None();
        }
        Recipient recipient =
                Recipient.of(tokens.token(), address, refusal, tokens.transactionId(), plan.now());
        return new NewRecipient(recipient, push, charges.submitted(message, recipient));
    }

    private void accepted(MultimediaMessage message, List<NewRecipient> recipients, Instant now) {
        metrics.submitted(recipients.size());
        LOG.info(
                "accepted message={} from={} recipients={} octets={}",
                message.id(),
                message.sender().masked(),
                recipients.size(),
                message.contentOctets());
        for (NewRecipient one : recipients) {
            Delivery delivery = new Delivery(message, one.recipient());
            if (one.recipient().refusal() != Refusal.NONE) {
                metrics.reached(one.recipient().state());
                LOG.info(
                        "refused code={} reason=\"{}\" message={} to={}",
                        one.recipient().refusal().code(),
                        one.recipient().refusal().text(),
                        message.id(),
                        one.recipient().address().masked());
            }
            if (one.push() instanceof NextPush.At(PushKind kind, Instant at) && !at.isAfter(now)) {
                (kind == PushKind.NOTIFICATION ? notifications : reports).offer(delivery);
            }
        }
    }
}
