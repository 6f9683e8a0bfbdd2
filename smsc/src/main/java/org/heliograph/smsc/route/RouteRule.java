// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import java.util.Optional;
import org.heliograph.config.RouteRow;
import org.heliograph.smsc.message.SourcePattern;
import org.heliograph.subscribers.Msisdn;

/**
 * One way for some numbers.
 *
 * @param place where it was written
 * @param order of those for the same numbers and source, the lowest goes first
 * @param weight its share of numbers among those of the same order
 * @param hours when it holds; none: always
 */
record RouteRule(
        String place,
        String destination,
        NumberPattern numbers,
        SourcePattern source,
        Target target,
        int order,
        int weight,
        Optional<RouteHours> hours) {

    /** Where it leads. */
    sealed interface Target {
        record Handsets() implements Target {}

        record Esme(String systemId) implements Target {}

        record Upstream(String name) implements Target {}

        record Nowhere(String reason) implements Target {}

        /**
         * {@code ims}, {@code esme:NAME}, {@code upstream:NAME}, {@code reject} or {@code
         * reject:REASON}.
         *
         * @throws IllegalArgumentException if it is none of these
         */
        static Target of(String text) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? "" : text.substring(colon + 1).strip();
            String kind = colon < 0 ? text : text.substring(0, colon);
            if (kind.equals("ims") && colon < 0) {
                return new Handsets();
            } else if (kind.equals("esme") && !name.isEmpty()) {
                return new Esme(name);
            } else if (kind.equals("upstream") && !name.isEmpty()) {
                return new Upstream(name);
            } else if (kind.equals("reject")) {
                return new Nowhere(name.isEmpty() ? "a route says so" : name);
            }
            throw new IllegalArgumentException(
                    "to " + text + "; it is ims, esme:NAME, upstream:NAME or reject");
        }
    }

    /**
     * @throws IllegalArgumentException saying what is wrong
     */
    static RouteRule of(RouteRow row) {
        return new RouteRule(
                row.place(),
                row.destination(),
                NumberPattern.of(row.destination()),
                SourcePattern.of(row.source()),
                Target.of(row.to()),
                row.order(),
                row.weight(),
                row.hours().isEmpty() ? Optional.empty() : Optional.of(RouteHours.of(row.hours())));
    }

    /** {@return the route of a number of digits} */
    Route route(String number) {
        return route(target, number);
    }

    static Route route(Target target, String number) {
        return switch (target) {
            case Target.Esme(var systemId) -> new Route.ToEsme(systemId);
            case Target.Upstream(var name) -> new Route.ToUpstream(name, number);
            case Target.Nowhere(var reason) -> new Route.Reject(reason);
            case Target.Handsets() ->
                    number.length() > Router.LONGEST_NUMBER || number.startsWith("0")
                            ? new Route.Reject("no number of a handset")
                            : new Route.ToIms(new Msisdn(number));
        };
    }
}
