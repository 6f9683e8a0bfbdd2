// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import org.heliograph.subscribers.Msisdn;

/** Where a message goes. */
public sealed interface Route {
    /** Somewhere: messages to the same destination are delivered one after the other. */
    sealed interface Destination extends Route {
        /** {@return the destination in one word, as the store keeps it} */
        default String text() {
            return switch (this) {
                case ToEsme(var systemId) -> "esme:" + systemId;
                case ToIms(var msisdn) -> "ims:" + msisdn.digits();
                case ToUpstream(var name, var number) -> "upstream:" + name + ":" + number;
            };
        }

        private static String hidden(String number) {
            int shown = Math.max(0, number.length() - 4);
            return number.substring(0, shown) + "*".repeat(number.length() - shown);
        }

        /** {@return the destination as logs show it} */
        default String masked() {
            return switch (this) {
                case ToEsme esme -> esme.text();
                case ToIms(var msisdn) -> "ims:" + msisdn.masked();
                case ToUpstream(var name, var number) -> "upstream:" + name + ":" + hidden(number);
            };
        }

        /**
         * The inverse of {@link #text}.
         *
         * @throws IllegalArgumentException on anything that {@code text} does not give
         */
        static Destination of(String text) {
            if (text.startsWith("esme:")) {
                return new ToEsme(text.substring(5));
            }
            if (text.startsWith("ims:")) {
                return new ToIms(new Msisdn(text.substring(4)));
            }
            if (text.startsWith("upstream:") && text.indexOf(':', 9) > 0) {
                int colon = text.indexOf(':', 9);
                return new ToUpstream(text.substring(9, colon), text.substring(colon + 1));
            }
            throw new IllegalArgumentException("not a destination");
        }
    }

    /** To whichever receiving bind of an account is up. */
    record ToEsme(String systemId) implements Destination {}

    /** To a handset, over SIP. */
    record ToIms(Msisdn msisdn) implements Destination {}

    /**
     * To another message centre, which brings it further.
     *
     * @param name of the centre in the settings, without a colon
     * @param number digits
     */
    record ToUpstream(String name, String number) implements Destination {}

    /** Nowhere. */
    record Reject(String reason) implements Route {}
}
