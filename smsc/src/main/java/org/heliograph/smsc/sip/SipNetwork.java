// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.config.Cidr;
import org.heliograph.config.SipNetworkSettings;

/**
 * How messages go to the handsets of one network.
 *
 * @param proxy by way of which, if the operator named one
 * @param direct never by way of what the registration says
 * @param toIdentity Request-URI is the subscriber's number in our domain, not what the registration
 *     says
 * @param headers P-Asserted-Identity, Accept-Contact and Request-Disposition, whole lines
 * @param rpDestination whether RP-Destination is filled in
 */
record SipNetwork(
        Optional<Proxy> proxy,
        boolean direct,
        boolean toIdentity,
        String headers,
        boolean rpDestination) {

    /**
     * Where a Route of the operator's leads.
     *
     * @param uri with {@code lr}, for it is to leave the Request-URI alone (RFC 3261 §19.1.1)
     */
    record Proxy(String uri, NextHop nextHop) {
        static Proxy of(String uri) {
            boolean loose = (uri + ";").toLowerCase(Locale.ROOT).contains(";lr;");
            return new Proxy(loose ? uri : uri + ";lr", NextHop.of(uri));
        }
    }

    /** Which network a registration is of: the first that fits. */
    static final class Table {
        private record Entry(SipNetworkSettings settings, SipNetwork network) {}

        private final List<Entry> entries = new ArrayList<>();
        private final SipNetwork standard;

        /**
         * @param ourUri what P-Asserted-Identity says where the operator does not
         */
        Table(List<SipNetworkSettings> settings, String ourUri) {
            for (SipNetworkSettings one : settings) {
                entries.add(new Entry(one, network(one, ourUri)));
            }
            standard = network(SipNetworkSettings.STANDARD, ourUri);
        }

        /**
         * @param source where the registration came from
         */
        SipNetwork of(Hop source) {
            for (Entry entry : entries) {
                List<Cidr> from = entry.settings().from();
                if (from.isEmpty() || from.stream().anyMatch(n -> n.contains(source.host()))) {
                    return entry.network();
                }
            }
            return standard;
        }

        private static SipNetwork network(SipNetworkSettings settings, String ourUri) {
            String identity =
                    settings.assertedIdentity().isEmpty() ? ourUri : settings.assertedIdentity();
            return new SipNetwork(
                    settings.route().startsWith("sip")
                            ? Optional.of(Proxy.of(settings.route()))
                            : Optional.empty(),
                    settings.route().equals("none"),
                    settings.requestUri().equals("identity"),
                    "P-Asserted-Identity: <"
                            + identity
                            + ">\r\n"
                            + line("Accept-Contact: ", settings.acceptContact())
                            + line("Request-Disposition: ", settings.requestDisposition()),
                    settings.rpDestination());
        }

        private static String line(String name, String value) {
            return value.isEmpty() ? "" : name + value + "\r\n";
        }
    }
}
