// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has S-CSCFs tell of changes to the subscribers that they have registered with us (RFC 3680, TS
 * 24.341 §5.3.3.2): de-registration by the network, and who else is in the implicit registration
 * set. One subscription for each set; begun with the registration, renewed before it ends, given up
 * where the S-CSCF does not want it. In memory: after a restart all are begun anew.
 */
final class RegistrationEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationEvents.class);

    /** In whose name we ask. */
    enum Mode {
        OFF,
        OURS,
        SUBSCRIBER;

        static Mode of(String setting) {
            return valueOf(setting.toUpperCase(Locale.ROOT));
        }
    }

    /** Where a URI leads: the places to try. */
    interface Locator {
        List<Hop> locate(NextHop uri) throws InterruptedException;
    }

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

    /** Longer than this a subscription is renewed so long before its end (TS 24.229 §5.1.1.3). */
    private static final Duration EARLY = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofSeconds(32);
    private static final int GONE = 481;
    private static final int TOKEN_OCTETS = 16;

    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?i);\\s{0,5}(expires|reason|retry-after)\\s{0,5}=\\s{0,5}([\\w-]{1,20})");

    private final Mode mode;
    private final String ourUri;
    private final Registrations registrations;
    private final ClientTransactions transactions;
    private final Locator locator;
    private final Function<Hop, String> sentBy;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, RegistrationSubscription> byCallId = new ConcurrentHashMap<>();

    /** By the first public identity of the set. */
    private final Map<String, RegistrationSubscription> bySet = new ConcurrentHashMap<>();

    private final SubscriptionTimes times = new SubscriptionTimes(this::ask);

    /**
     * @param sentBy our host and port, as whoever is there reaches us
     */
    RegistrationEvents(
            Mode mode,
            String ourUri,
            Registrations registrations,
            ClientTransactions transactions,
            Locator locator,
            Function<Hop, String> sentBy,
            InstantSource clock) {
        this.mode = mode;
        this.ourUri = ourUri;
        this.registrations = registrations;
        this.transactions = transactions;
        this.locator = locator;
        this.sentBy = sentBy;
        this.clock = clock;
    }

    /** Begins with all that is registered already. */
    void start() {
        if (mode != Mode.OFF) {
            registrations.forEachBehindScscf(this::begun);
            times.start();
        }
    }

    /** A set was registered, or registered again. */
    void begun(Binding binding) {
        if (mode == Mode.OFF || binding.identities().isEmpty()) {
            return;
        }
        bySet.compute(
                binding.identities().getFirst(),
                (_, known) -> {
                    if (known != null && !isOver(known, binding)) {
                        return known;
                    }
                    RegistrationSubscription made =
                            new RegistrationSubscription(binding, token() + "@reg", token());
                    byCallId.put(made.callId(), made);
                    times.schedule(made, Duration.ZERO);
                    return made;
                });
    }

    /** Whether it is to be replaced: it has ended, or the S-CSCF is another one. */
    private boolean isOver(RegistrationSubscription known, Binding binding) {
        synchronized (known) {
            if (!known.ended && known.binding().route().equals(binding.route())) {
                known.refreshed(binding);
                known.doubted = false;
                return false;
            }
            known.ended = true;
        }
        byCallId.remove(known.callId());
        return true;
    }

    /**
     * An S-CSCF says that nobody of a set is there any more, which some say when one device of
     * several leaves: it is asked, and what it answers is so.
     *
     * @return whether it is asked; only one that tells us of the set is
     */
    boolean doubted(Binding binding) {
        @Nullable RegistrationSubscription known =
                binding.identities().isEmpty() ? null : bySet.get(binding.identities().getFirst());
        if (known == null) {
            return false;
        }
        synchronized (known) {
            if (known.ended || known.active().isEmpty()) {
                return false;
            }
            known.doubted = true;
        }
        times.schedule(known, Duration.ZERO);
        return true;
    }

    /** Nothing is left of a set. */
    void ended(Binding binding) {
        if (binding.identities().isEmpty()) {
            return;
        }
        @Nullable RegistrationSubscription known = bySet.get(binding.identities().getFirst());
        if (known != null) {
            end(known);
        }
    }

    private void end(RegistrationSubscription subscription) {
        synchronized (subscription) {
            subscription.ended = true;
        }
        byCallId.remove(subscription.callId());
        bySet.remove(subscription.key(), subscription);
    }

    private String token() {
        byte[] octets = new byte[TOKEN_OCTETS];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    private void ask(RegistrationSubscription subscription) {
        try {
            NextHop nextHop;
            synchronized (subscription) {
                if (subscription.ended) {
                    return;
                }
                nextHop = subscription.nextHop();
            }
            if (!clock.instant().isBefore(subscription.binding().expiresAt())) {
                end(subscription);
                return;
            }
            ClientTransactions.End end = new ClientTransactions.End.Unreachable("no such host");
            for (Hop hop : locator.locate(nextHop)) {
                end = send(subscription, hop);
                if (end instanceof ClientTransactions.End.Answered) {
                    break;
                }
            }
            answered(subscription, end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ClientTransactions.End send(RegistrationSubscription subscription, Hop hop)
            throws InterruptedException {
        String branch = "z9hG4bK" + token();
        byte[] octets;
        synchronized (subscription) {
            String who = mode == Mode.OURS ? ourUri : subscription.binding().requestUri();
            octets = subscription.request(hop, branch, who, sentBy.apply(hop));
        }
        return transactions.open(branch).run(octets, hop, PATIENCE);
    }

    private void answered(RegistrationSubscription subscription, ClientTransactions.End end) {
        Duration wait;
        if (end instanceof ClientTransactions.End.Answered answer && answer.status() < 300) {
            synchronized (subscription) {
                subscription.failures = 0;
                times.schedule(subscription, renewal(subscription.granted)); // as NOTIFY said
            }
            return;
        } else if (subscription.doubted) {
            over(subscription);
            return;
        } else if (end instanceof ClientTransactions.End.Answered answer
                && answer.status() == GONE) {
            end(subscription);
            begun(subscription.binding());
            return;
        } else if (end instanceof ClientTransactions.End.Answered answer
                && isFinal(answer.status())) {
            LOG.info(
                    "refused code=reg-event status={} reason=\"SUBSCRIBE for {}\"",
                    answer.status(),
                    masked(subscription));
            end(subscription);
            return;
        } else {
            int doubled = Math.min(subscription.failures++, 5);
            Duration longer = FIRST_WAIT.multipliedBy(1L << doubled);
            wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
            LOG.info(
                    "not subscribed code=reg-event-silent for={} reason=\"{}\" again-in-s={}",
                    masked(subscription),
                    end,
                    wait.toSeconds());
        }
        times.schedule(subscription, wait);
    }

    /** The S-CSCF has said that nobody is there, and when asked does not say anything else. */
    private void over(RegistrationSubscription subscription) {
        synchronized (subscription) {
            Binding binding = subscription.binding();
            if (!subscription.doubted || !remove(binding, binding.numbers())) {
                times.schedule(subscription, FIRST_WAIT); // it has been registered again, or stays
                return;
            }
            end(subscription);
        }
        LOG.info("de-registered {} by=s-cscf", masked(subscription));
    }

    /** That we may not ask, or that nobody knows what we ask for, stays so. */
    private static boolean isFinal(int status) {
        return switch (status) {
            case 401, 403, 405, 407, 420, 423, 489, 501 -> true;
            default -> false;
        };
    }

    private static String masked(RegistrationSubscription subscription) {
        return subscription.binding().numbers().stream()
                .findFirst()
                .map(Msisdn::masked)
                .orElse("nobody");
    }

    private static Duration renewal(Duration granted) {
        return granted.compareTo(EARLY.multipliedBy(2)) > 0
                ? granted.minus(EARLY)
                : granted.dividedBy(2);
    }

    /** {@return the answer to a NOTIFY} Blocks until what follows from it is on disk. */
    Reply notified(Exchange exchange) {
        SIPRequest request = exchange.request();
        @Nullable RegistrationSubscription known = byCallId.get(request.getCallId().getCallId());
        if (known == null) {
            return Registrar.refused(
                    GONE, "Subscription Does Not Exist", "notify-unknown", "no such subscription");
        }
        String state = value(request, "Subscription-State");
        synchronized (known) {
            if (!known.takes(request)) {
                return Registrar.refused(
                        GONE, "Subscription Does Not Exist", "notify-unknown", "another dialog");
            }
            Optional<RegInfo> info = RegInfo.read(exchange.body());
            if (info.isPresent()) {
                known.learn(info.get());
                known.doubted = false;
                if (!apply(known, info.get())) {
                    return Registrar.refused(
                            500, "Server Internal Error", "store-failed", "NOTIFY not kept");
                }
            } else if (exchange.body().length() > 0) {
                return Registrar.refused(
                        400, "Bad Request", "notify-body", "no " + RegInfo.CONTENT_TYPE);
            }
        }
        goOn(known, state);
        return Reply.of(200, "OK");
    }

    /** What RFC 6665 §4.1.3 says of each state of a subscription. */
    private void goOn(RegistrationSubscription known, String state) {
        String reason = parameter(state, "reason");
        if (known.ended) {
            return;
        }
        if (!state.toLowerCase(Locale.ROOT).startsWith("terminated")) {
            seconds(state, "expires")
                    .ifPresent(
                            left -> {
                                synchronized (known) {
                                    known.granted = left;
                                    times.schedule(known, renewal(left));
                                }
                            });
            return;
        }
        Binding binding = known.binding();
        end(known);
        LOG.info("subscription ended {} reason={}", masked(known), reason);
        switch (reason) {
            case "rejected", "noresource", "invariant" -> {}
            case "giveup", "probation" -> {
                RegistrationSubscription later =
                        new RegistrationSubscription(binding, token() + "@reg", token());
                if (bySet.putIfAbsent(later.key(), later) == null) {
                    byCallId.put(later.callId(), later);
                    times.schedule(later, seconds(state, "retry-after").orElse(FIRST_WAIT));
                }
            }
            default -> begun(binding); // deactivated, timeout, or none given
        }
    }

    /** {@return whether it is on disk} */
    private boolean apply(RegistrationSubscription known, RegInfo info) {
        Binding binding = known.binding();
        if (known.active().isEmpty()) {
            if (info.registrations().stream().allMatch(RegInfo.Registered::active)) {
                return true; // tells nothing: a document of none
            }
            LOG.info(
                    "de-registered {} by=network events={}",
                    masked(known),
                    info.registrations().stream()
                            .flatMap(one -> one.events().stream())
                            .distinct()
                            .toList());
            end(known);
            return remove(binding, binding.numbers());
        }
        ImplicitSet set = known.set();
        List<Msisdn> gone =
                binding.numbers().stream().filter(one -> !set.numbers().contains(one)).toList();
        if (Set.copyOf(set.identities()).equals(Set.copyOf(binding.identities()))) {
            return true;
        }
        Binding now = binding.with(set.identities());
        known.refreshed(now);
        for (Msisdn number : set.numbers()) {
            Binding way =
                    now.asking(set.requestUris().getOrDefault(number.digits(), set.primary()));
            if (registrations.update(number, List.of(way.as(known.callId(), info.version())))
                    == Registrations.Registered.NOT_KEPT) {
                return false;
            }
        }
        return remove(binding, gone);
    }

    private boolean remove(Binding binding, List<Msisdn> numbers) {
        Binding over = binding.as(token(), 0).until(clock.instant());
        Map<Msisdn, List<Binding>> ways = new LinkedHashMap<>();
        numbers.forEach(number -> ways.put(number, List.of(over)));
        return registrations.update(ways) != Registrations.Registered.NOT_KEPT;
    }

    private static String value(SIPRequest request, String name) {
        @Nullable SIPHeader header = (SIPHeader) request.getHeader(name);
        return header == null ? "" : header.getValue();
    }

    private static String parameter(String value, String name) {
        Matcher parameters = PARAMETER.matcher(value);
        while (parameters.find()) {
            if (parameters.group(1).equalsIgnoreCase(name)) {
                return parameters.group(2).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private static Optional<Duration> seconds(String value, String name) {
        String digits = parameter(value, name);
        return digits.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Math.max(1, Long.parseLong(digits))))
                : Optional.empty();
    }

    /** Asks for nothing any more. */
    @Override
    public void close() {
        times.close();
    }
}
