// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
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
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.smsc.accept.Rerouting;
import org.heliograph.smsc.accept.Screening;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the operator's scripts, one after the other in the order of their names: each sees what
 * those before have made of a message, and the first that refuses ends it. Where there are none it
 * costs one look at an empty list.
 */
public final class SmsPolicies implements Screening, Rerouting, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmsPolicies.class);

    private static final String SUBMISSION = "submission";
    private static final String ROUTING = "routing";
    private static final String DELIVERY = "delivery";

    private final Supplier<List<LoadedScript<SmsPolicy>>> scripts;
    private final Runnable stop;
    private final boolean acceptsOnFailure;
    private final ZoneId zone;
    private final Router router;
    private final InstantSource clock;
    private final SmscMetrics metrics;
    private final Changes changes = new Changes();

    private SmsPolicies(
            Supplier<List<LoadedScript<SmsPolicy>>> scripts,
            Runnable stop,
            PolicySettings settings,
            Router router,
            InstantSource clock,
            SmscMetrics metrics) {
        this.scripts = scripts;
        this.stop = stop;
        this.acceptsOnFailure = settings.acceptsOnFailure();
        this.zone = settings.zone();
        this.router = router;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Reads the scripts, if there is a directory for them, and watches them from then on.
     *
     * @throws IOException naming the file that cannot be used, and where and why
     */
    public static SmsPolicies open(
            PolicySettings settings,
            Path dataDirectory,
            Router router,
            InstantSource clock,
            SmscMetrics metrics)
            throws IOException {
        if (settings.directory().isEmpty()) {
            return new SmsPolicies(List::of, () -> {}, settings, router, clock, metrics);
        }
        Path directory = dataDirectory.resolve(settings.directory());
        ScriptDirectory<SmsPolicy> opened =
                ScriptDirectory.open(directory, SmsPolicy.FORM, settings.timeLimit())
                        .watch(settings.reloadInterval());
        return new SmsPolicies(opened::scripts, opened::close, settings, router, clock, metrics);
    }

    /** What a script came to about one message. */
    sealed interface Said {
        record Yes(Accept accept) implements Said {}

        record No(String cause) implements Said {}

        /** Nothing, and the message goes on as if it had not been asked. */
        record Nothing() implements Said {}
    }

    @Override
    public List<Verdict> screen(List<Submission> submissions, Instant now) {
        List<LoadedScript<SmsPolicy>> all = scripts.get();
        List<Verdict> verdicts = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            verdicts.add(
                    all.isEmpty() ? new Verdict.Pass(submission) : judge(all, submission, now));
        }
        return verdicts;
    }

    private Verdict judge(List<LoadedScript<SmsPolicy>> all, Submission submission, Instant now) {
        Submission current = submission;
        for (LoadedScript<SmsPolicy> script : all) {
            if (!script.decides(SUBMISSION)) {
                continue;
            }
            for (int i = 0; i < current.destinationAddresses().size(); i++) {
                Submission asked = current;
                TpAddress to = asked.destinationAddresses().get(i);
                ZonedDateTime time = now.atZone(zone);
                Sms sms = Sms.of(asked, to, "", time);
                Optional<String> refused = Optional.empty();
                try {
                    switch (script.run(policy -> policy.submission(sms))) {
                        case Refuse(var cause) -> refused = Optional.of(cause);
                        case Accept accept -> current = changes.made(asked, i, accept, time);
                    }
                } catch (ScriptFailure e) {
                    refused = failed(script, SUBMISSION, sms, e.reason());
                } catch (IllegalArgumentException e) {
                    refused = failed(script, SUBMISSION, sms, String.valueOf(e.getMessage()));
                }
                if (refused.isPresent()) {
                    return new Verdict.Stop(Refusal.BLOCKED, "policy", refused.get());
                }
            }
        }
        return new Verdict.Pass(current);
    }

    /** {@return why the message is refused, if it is} */
    private Optional<String> failed(
            LoadedScript<SmsPolicy> script, String point, Sms sms, String reason) {
        metrics.scriptFailed();
        LOG.warn(
                "script-failed script={} point={} source={} reason=\"{}\" then={}",
                script.name(),
                point,
                masked(sms.getSource()),
                reason,
                acceptsOnFailure ? "accept" : "refuse");
        return acceptsOnFailure ? Optional.empty() : Optional.of("script-failed");
    }

    private static String masked(String source) {
        return source.startsWith("ims:")
                ? source.substring(0, Math.max(4, source.length() - 4)) + "****"
                : source;
    }

    @Override
    public Route reroute(Submission submission, TpAddress destination, Route usual, Instant now) {
        Route route = usual;
        for (LoadedScript<SmsPolicy> script : scripts.get()) {
            if (!script.decides(ROUTING)) {
                continue;
            }
            Sms sms = Sms.of(submission, destination, name(route), now.atZone(zone));
            switch (say(script, ROUTING, sms, SmsPolicy::routing, SmsPolicies::routes)) {
                case Said.Nothing() -> {}
                case Said.No(var cause) -> {
                    return new Route.Reject("policy: " + cause);
                }
                case Said.Yes(var accept) -> {
                    if (accept.target().isPresent()) {
                        try {
                            route = router.named(accept.target().get(), destination.value());
                        } catch (IllegalArgumentException e) {
                            Optional<String> refused =
                                    failed(script, ROUTING, sms, String.valueOf(e.getMessage()));
                            if (refused.isPresent()) {
                                return new Route.Reject("policy: " + refused.get());
                            }
                        }
                    }
                }
            }
        }
        return route;
    }

    private static boolean routes(Accept accept) {
        return !accept.changes() && !accept.delays() && accept.tags().isEmpty();
    }

    private static boolean delays(Accept accept) {
        return !accept.changes() && accept.target().isEmpty() && accept.tags().isEmpty();
    }

    private Said say(
            LoadedScript<SmsPolicy> script,
            String point,
            Sms sms,
            BiFunction<SmsPolicy, Sms, Decision> call,
            Predicate<Accept> possible) {
        Optional<String> refused;
        try {
            switch (script.run(policy -> call.apply(policy, sms))) {
                case Refuse(var cause) -> {
                    return new Said.No(cause);
                }
                case Accept accept when possible.test(accept) -> {
                    return new Said.Yes(accept);
                }
                case Accept _ ->
                        refused = failed(script, point, sms, "says what cannot be said here");
            }
        } catch (ScriptFailure e) {
            refused = failed(script, point, sms, e.reason());
        }
        return refused.<Said>map(Said.No::new).orElseGet(Said.Nothing::new);
    }

    private static String name(Route route) {
        return switch (route) {
            case Route.ToEsme(var systemId) -> "esme:" + systemId;
            case Route.ToUpstream(var name, _) -> "upstream:" + name;
            case Route.ToIms _ -> "ims";
            case Route.Reject _ -> "";
        };
    }

    /** {@return a channel that asks before each attempt} */
    public DeliveryChannel over(Route.Destination destination, DeliveryChannel channel) {
        return new PolicedChannel(this, destination, channel);
    }

    boolean asksBeforeDelivery() {
        for (LoadedScript<SmsPolicy> script : scripts.get()) {
            if (script.decides(DELIVERY)) {
                return true;
            }
        }
        return false;
    }

    /** {@return what is said of one attempt; accepted if nobody is against it} */
    Said beforeDelivery(Route.Destination destination, ShortMessage message, ZonedDateTime time) {
        Sms sms = Sms.of(message, name(destination), time);
        Said last = new Said.Nothing();
        for (LoadedScript<SmsPolicy> script : scripts.get()) {
            if (script.decides(DELIVERY)) {
                Said said = say(script, DELIVERY, sms, SmsPolicy::delivery, SmsPolicies::delays);
                switch (said) {
                    case Said.No _ -> {
                        return said;
                    }
                    case Said.Yes(var accept) when accept.delays() -> last = said;
                    case Said.Yes _, Said.Nothing() -> {}
                }
            }
        }
        return last;
    }

    /** {@return the time that scripts see} */
    ZonedDateTime now() {
        return clock.instant().atZone(zone);
    }

    @Override
    public void close() {
        stop.run();
    }
}
