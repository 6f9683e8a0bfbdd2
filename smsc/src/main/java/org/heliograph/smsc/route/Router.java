// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.heliograph.config.RouteRow;
import org.heliograph.config.RoutingSettings;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.smsc.message.Origin;
import org.heliograph.subscribers.Msisdn;

/**
 * Decides by the destination address and who sends: an ESME's short code first, then the routes,
 * then any E.164 number leads to a handset.
 */
public final class Router {
    /**
     * Shorter numbers are short codes, which somebody must own (ITU-T E.164 has no such length).
     */
    static final int SHORTEST_NUMBER = 7;

    static final int LONGEST_NUMBER = 15;

    private final Map<String, String> ownerOfShortCode = new HashMap<>();
    private final Set<String> accounts = new HashSet<>();
    private final Set<String> upstreams = new HashSet<>();

    /** The prefixes of upstreams; routes for the same numbers come instead. */
    private final List<RouteRow> ofSettings = new ArrayList<>();

    private final Numbering numbering;
    private final ZoneId zone;
    private final InstantSource clock;
    private volatile RouteTable table;
    private volatile Predicate<Route> reached = _ -> true;

    /** No routes but the prefixes of upstreams, and numbers as they are. */
    public Router(List<SmscSettings.Account> accounts, List<UpstreamSettings> upstreams) {
        this(accounts, upstreams, RoutingSettings.NONE, InstantSource.system());
    }

    /** No upstreams. */
    public Router(List<SmscSettings.Account> accounts) {
        this(accounts, List.of());
    }

    /**
     * Without the routes of the file, which {@link #load} brings.
     *
     * @throws IllegalArgumentException if two accounts own the same short code
     */
    public Router(
            List<SmscSettings.Account> accounts,
            List<UpstreamSettings> upstreams,
            RoutingSettings settings,
            InstantSource clock) {
        this.numbering = new Numbering(settings.numbering());
        this.zone = settings.zone();
        this.clock = clock;
        for (UpstreamSettings upstream : upstreams) {
            if (upstream.enabled()) {
                this.upstreams.add(upstream.name());
                String place = "prefixes of " + upstream.name();
                for (String prefix : upstream.prefixes()) {
                    String to = "upstream:" + upstream.name();
                    ofSettings.add(new RouteRow(place, prefix + "*", "*", to, 1, 1, ""));
                }
            }
        }
        for (SmscSettings.Account account : accounts) {
            this.accounts.add(account.systemId());
            for (String shortCode : account.shortCodes()) {
                String other = ownerOfShortCode.putIfAbsent(shortCode, account.systemId());
                if (other != null) {
                    throw new IllegalArgumentException(
                            "short code "
                                    + shortCode
                                    + " is owned by "
                                    + other
                                    + " and "
                                    + account.systemId());
                }
            }
        }
        this.table = table(List.of());
    }

    /**
     * Puts other routes in the place of those there are, all at once.
     *
     * @return how many there are now
     * @throws IllegalArgumentException naming the row that cannot be used, and why: the old routes
     *     stay
     */
    public int load(List<RouteRow> rows) {
        RouteTable loaded = table(rows);
        table = loaded;
        return loaded.size();
    }

    private RouteTable table(List<RouteRow> rows) {
        List<RouteRule> rules = new ArrayList<>(rows.size() + ofSettings.size());
        Set<String> forAnybody = HashSet.newHashSet(rows.size());
        for (RouteRow row : rows) {
            try {
                RouteRule rule = RouteRule.of(row);
                requireKnown(rule.target());
                rules.add(rule);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(row.place() + ": " + e.getMessage(), e);
            }
            if (row.source().equals("*")) {
                forAnybody.add(row.destination());
            }
        }
        for (RouteRow row : ofSettings) {
            if (!forAnybody.contains(row.destination())) {
                rules.add(RouteRule.of(row));
            }
        }
        return new RouteTable(rules);
    }

    private void requireKnown(RouteRule.Target target) {
        switch (target) {
            case RouteRule.Target.Esme(var systemId) -> {
                if (!accounts.contains(systemId)) {
                    throw new IllegalArgumentException("there is no account " + systemId);
                }
            }
            case RouteRule.Target.Upstream(var name) -> {
                if (!upstreams.contains(name)) {
                    throw new IllegalArgumentException("there is no enabled upstream " + name);
                }
            }
            case RouteRule.Target.Handsets(), RouteRule.Target.Nowhere(_) -> {}
        }
    }

    /**
     * {@return the route that is called so: ims, esme:NAME, upstream:NAME}
     *
     * @param number digits
     * @throws IllegalArgumentException if there is no such account or upstream
     */
    public Route named(String name, String number) {
        RouteRule.Target target = RouteRule.Target.of(name);
        requireKnown(target);
        return RouteRule.route(target, number);
    }

    /** Routes that may stand in for each other go where this says something can be reached. */
    public void reachedBy(Predicate<Route> says) {
        reached = says;
    }

    /** {@return the number as an international one; {@code address} itself if it stays} */
    public TpAddress international(Origin origin, TpAddress address) {
        return ownerOfShortCode.containsKey(address.value())
                ? address
                : numbering.international(origin, address);
    }

    /**
     * {@return where a message goes now}
     *
     * @param destination as {@link #international} makes it
     */
    public Route route(Origin origin, TpAddress destination) {
        return route(origin, destination, RouteChoice.Trace.NONE).route;
    }

    private record Found(Route route, Optional<RouteRule> rule, String why) {
        Found(Route route, String why) {
            this(route, Optional.empty(), why);
        }
    }

    private Found route(Origin origin, TpAddress destination, RouteChoice.Trace trace) {
        String number = destination.value();
        String owner = ownerOfShortCode.get(number);
        if (owner != null) {
            return new Found(new Route.ToEsme(owner), "a short code of that account");
        }
        Optional<String> misfit = misfit(destination);
        if (misfit.isPresent()) {
            return new Found(new Route.Reject(misfit.get()), "it is no number to route");
        }
        RouteTable now = table;
        int minute = now.timed() ? RouteHours.minuteOfWeek(clock.instant().atZone(zone)) : 0;
        Optional<RouteRule> rule = now.find(origin, number, minute, reachedFrom(origin), trace);
        return rule.isPresent()
                ? new Found(
                        rule.get().route(number), rule, "the longest beginning that has a route")
                : new Found(toHandset(number), "no route is about it");
    }

    private static Optional<String> misfit(TpAddress destination) {
        if (destination.typeOfNumber() != TypeOfNumber.UNKNOWN
                && destination.typeOfNumber() != TypeOfNumber.INTERNATIONAL) {
            return Optional.of("no route to a number of type " + destination.typeOfNumber());
        }
        return isDigits(destination.value())
                ? Optional.empty()
                : Optional.of("destination is not a number");
    }

    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** What an upstream brings does not go back there while another way is open. */
    private Predicate<Route> reachedFrom(Origin origin) {
        Predicate<Route> says = reached;
        return origin instanceof Origin.Upstream(var name)
                ? route ->
                        !(route instanceof Route.ToUpstream(var to, _) && to.equals(name))
                                && says.test(route)
                : says;
    }

    private static Route toHandset(String number) {
        if (number.length() < SHORTEST_NUMBER || number.length() > LONGEST_NUMBER) {
            return new Route.Reject(
                    "nobody owns this short code, and a number has "
                            + SHORTEST_NUMBER
                            + " to "
                            + LONGEST_NUMBER
                            + " digits");
        }
        if (number.startsWith("0")) { // no country code does (ITU-T E.164 annex D)
            return new Route.Reject("a national number: only international ones are known");
        }
        return new Route.ToIms(new Msisdn(number));
    }

    /**
     * {@return where messages to a number may wait: where they go now, and where they may have gone
     * at another time} Only what routes of the same numbers lead to counts.
     *
     * @param destination as {@link #international} makes it
     */
    public List<Route.Destination> destinations(Origin origin, TpAddress destination) {
        Set<Route.Destination> all = new LinkedHashSet<>();
        if (route(origin, destination) instanceof Route.Destination first) {
            all.add(first);
        }
        String number = destination.value();
        if (!ownerOfShortCode.containsKey(number) && misfit(destination).isEmpty()) {
            for (RouteRule rule : table.all(origin, number)) {
                if (rule.route(number) instanceof Route.Destination other) {
                    all.add(other);
                }
            }
        }
        return List.copyOf(all);
    }

    /**
     * Why a message goes where it goes.
     *
     * @param number as an international one
     * @param rule what decided, in words
     * @param passedOver the rules before it, each with why it did not
     */
    public record Explanation(TpAddress number, Route route, String rule, List<String> passedOver) {
        public Explanation {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** {@return where a message would go now, and why} */
    public Explanation explain(Origin origin, TpAddress destination) {
        TpAddress number = international(origin, destination);
        List<String> passedOver = new ArrayList<>();
        Found found = route(origin, number, (rule, why) -> passedOver.add(text(rule) + " " + why));
        String rule = found.rule.map(one -> text(one) + ": " + found.why).orElse(found.why);
        return new Explanation(number, found.route, rule, passedOver);
    }

    private static String text(RouteRule rule) {
        return "%s (%s from %s, order %d, weight %d)"
                .formatted(
                        rule.place(),
                        rule.destination(),
                        rule.source(),
                        rule.order(),
                        rule.weight());
    }
}
