// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.heliograph.config.PolicySettings;
import org.heliograph.config.script.LoadedScript;
import org.heliograph.config.script.ScriptDirectory;
import org.heliograph.config.script.ScriptFailure;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the operator's scripts, one after the other in the order of their names: each sees what
 * those before have made of a message, and the first that refuses ends it.
 */
public final class MmsPolicies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MmsPolicies.class);

    private static final String SUBMISSION = "submission";
    private static final String ROUTING = "routing";
    private static final String DELIVERY = "delivery";

    private final Supplier<List<LoadedScript<MmsPolicy>>> scripts;
    private final Runnable stop;
    private final boolean acceptsOnFailure;
    private final ZoneId zone;
    private final MmscMetrics metrics;

    private MmsPolicies(
            Supplier<List<LoadedScript<MmsPolicy>>> scripts,
            Runnable stop,
            PolicySettings settings,
            MmscMetrics metrics) {
        this.scripts = scripts;
        this.stop = stop;
        this.acceptsOnFailure = settings.acceptsOnFailure();
        this.zone = settings.zone();
        this.metrics = metrics;
    }

    /**
     * Reads the scripts, if there is a directory for them, and watches them from then on.
     *
     * @throws IOException naming the file that cannot be used, and where and why
     */
    public static MmsPolicies open(PolicySettings settings, Path dataDirectory, MmscMetrics metrics)
            throws IOException {
        if (settings.directory().isEmpty()) {
            return new MmsPolicies(List::of, () -> {}, settings, metrics);
        }
        ScriptDirectory<MmsPolicy> directory =
                ScriptDirectory.open(
                                dataDirectory.resolve(settings.directory()),
                                MmsPolicy.FORM,
                                settings.timeLimit())
                        .watch(settings.reloadInterval());
        return new MmsPolicies(directory::scripts, directory::close, settings, metrics);
    }

    /** What scripts have come to. */
    public sealed interface Verdict {
        /**
         * It goes on.
         *
         * @param headers of the request, with what was changed
         * @param tags for the log
         */
        record Pass(MmsHeaders headers, List<String> tags) implements Verdict {}

        /** It goes no further. */
        record Stop(String cause) implements Verdict {}

        /** It waits. */
        record Wait(Instant until) implements Verdict {}
    }

    /** {@return what becomes of a request: never {@link Verdict.Wait}, for headers say when} */
    public Verdict submission(Msisdn sender, MmsHeaders headers, long octets, Instant now) {
        ZonedDateTime time = now.atZone(zone);
        MmsHeaders current = headers;
        List<String> tags = new ArrayList<>();
        for (LoadedScript<MmsPolicy> script : scripts.get()) {
            if (!script.decides(SUBMISSION)) {
                continue;
            }
            Mms mms = new Mms(sender, current, octets, Optional.empty(), 0, time);
            Decision said =
                    say(script, SUBMISSION, mms, MmsPolicy::submission, _ -> true)
                            .orElse(Accept.AS_IT_IS);
            try {
                if (said instanceof Accept accept) {
                    current = changed(current, accept, time);
                    tags.addAll(accept.tags());
                }
            } catch (IllegalArgumentException e) { // no header can say that
                said =
                        failed(script, SUBMISSION, "changes it to what cannot be")
                                .orElse(Accept.AS_IT_IS);
            }
            if (said instanceof Refuse(var cause)) {
                return new Verdict.Stop(cause);
            }
        }
        return new Verdict.Pass(current, tags);
    }

    private static MmsHeaders changed(MmsHeaders headers, Accept accept, ZonedDateTime now) {
        if (accept.changesNothing() && !accept.delays()) {
            return headers;
        }
        MmsHeaders.Builder changed = headers.toBuilder();
        accept.title().ifPresent(text -> changed.set(MmsField.SUBJECT, EncodedString.of(text)));
        accept.sender().ifPresent(shown -> changed.set(MmsField.SENDER_VISIBILITY_SHOW, shown));
        if (accept.delays()) {
            Instant until = accept.delay().from(now);
            Optional<Instant> asked =
                    headers.first(MmsField.DELIVERY_TIME).map(time -> time.from(now.toInstant()));
            if (asked.filter(until::isBefore).isEmpty()) { // the sender may want it to wait longer
                changed.set(MmsField.DELIVERY_TIME, new MmsTime.Absolute(until));
            }
        }
        if (!accept.recipients().isEmpty()) {
            changed.remove(MmsField.TO).remove(MmsField.CC).remove(MmsField.BCC);
            for (String one : accept.recipients()) {
                boolean phone = one.chars().allMatch(c -> c == '+' || (c >= '0' && c <= '9'));
                changed.add(MmsField.TO, EncodedString.of(phone ? one + "/TYPE=PLMN" : one));
            }
        }
        return changed.build();
    }

    /** {@return why it does not go to a recipient, if it does not} */
    public Optional<String> routing(
            Msisdn sender, MmsHeaders headers, long octets, Address recipient, Instant now) {
        for (LoadedScript<MmsPolicy> script : scripts.get()) {
            if (script.decides(ROUTING)) {
                Mms mms =
                        new Mms(
                                sender,
                                headers,
                                octets,
                                Optional.of(recipient),
                                0,
                                now.atZone(zone));
                Optional<Decision> said =
                        say(
                                script,
                                ROUTING,
                                mms,
                                MmsPolicy::routing,
                                accept -> accept.changesNothing() && !accept.delays());
                if (said.orElse(Accept.AS_IT_IS) instanceof Refuse(var cause)) {
                    return Optional.of(cause);
                }
            }
        }
        return Optional.empty();
    }

    /** {@return what becomes of a notification that is about to go out} */
    public Verdict delivery(Delivery delivery, Instant now) {
        MultimediaMessage message = delivery.message();
        for (LoadedScript<MmsPolicy> script : scripts.get()) {
            if (!script.decides(DELIVERY)) {
                continue;
            }
            ZonedDateTime time = now.atZone(zone);
            Mms mms =
                    new Mms(
                            message.sender(),
                            message.headers(),
                            message.contentOctets(),
                            Optional.of(delivery.recipient().address()),
                            delivery.recipient().attempts(),
                            time);
            Optional<Decision> said =
                    say(script, DELIVERY, mms, MmsPolicy::delivery, Accept::changesNothing);
            switch (said.orElse(Accept.AS_IT_IS)) {
                case Refuse(var cause) -> {
                    return new Verdict.Stop(cause);
                }
                case Accept accept -> {
                    Instant until = accept.delays() ? accept.delay().from(time) : now;
                    if (until.isAfter(now)) {
                        return new Verdict.Wait(until);
                    }
                }
            }
        }
        return new Verdict.Pass(message.headers(), List.of());
    }

    /** {@return what was answered; nothing where the message goes on without it} */
    private Optional<Decision> say(
            LoadedScript<MmsPolicy> script,
            String point,
            Mms mms,
            BiFunction<MmsPolicy, Mms, Decision> call,
            Predicate<Accept> possible) {
        try {
            Decision said = script.run(policy -> call.apply(policy, mms));
            if (said instanceof Refuse || (said instanceof Accept one && possible.test(one))) {
                return Optional.of(said);
            }
            return failed(script, point, "says what cannot be said here");
        } catch (ScriptFailure e) {
            return failed(script, point, e.reason());
        }
    }

    private Optional<Decision> failed(LoadedScript<MmsPolicy> script, String point, String reason) {
        metrics.scriptFailed();
        LOG.warn(
                "script-failed script={} point={} reason=\"{}\" then={}",
                script.name(),
                point,
                reason,
                acceptsOnFailure ? "accept" : "refuse");
        return acceptsOnFailure ? Optional.empty() : Optional.of(new Refuse("script-failed"));
    }

    @Override
    public void close() {
        stop.run();
    }
}
