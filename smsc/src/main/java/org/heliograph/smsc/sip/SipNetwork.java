// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.config.Cidr;
import org.heliograph.config.SipDeviceSettings;
import org.heliograph.config.SipNetworkSettings;

/**
 * How messages go to the handsets of one network, or to those of one make in it.
 *
 * @param proxy by way of which, if the operator named one
 * @param direct never by way of what the registration says
 * @param toIdentity Request-URI is the subscriber's number in our domain, not what the registration
 *     says
 * @param headers P-Asserted-Identity, Accept-Contact and Request-Disposition, whole lines
 * @param textHeaders the same for {@code text/plain}, which asks for no device that knows SMS and
 *     has its sender in From
 * @param rpDestination whether RP-Destination is filled in
 * @param plainText who gets {@code text/plain}
 */
record SipNetwork(
        Optional<Proxy> proxy,
        boolean direct,
        boolean toIdentity,
        String headers,
        String textHeaders,
        boolean rpDestination,
        PlainText plainText) {

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

    /** Who gets {@code text/plain} rather than 3GPP SMS. */
    enum PlainText {
        OFF,
        AUTO,
        ALWAYS;

        private static PlainText of(String setting) {
            return valueOf(setting.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether a device of {@code traits} gets {@code text/plain}. */
    boolean speaksText(Traits traits) {
        return switch (plainText) {
            case OFF -> false;
            case AUTO -> traits.speaks() == Traits.Speaks.TEXT;
            case ALWAYS -> true;
        };
    }

    /** Which network a registration is of: the first that fits; and which device in it. */
    static final class Table {
        /**
         * A network.
         *
         * @param devices one for each make of devices, in their order
         */
        private record Entry(List<Cidr> from, SipNetwork network, List<SipNetwork> devices) {}

        private final List<Entry> entries = new ArrayList<>();
        private final List<UserAgents> devices;

        /**
         * @param ourUri what P-Asserted-Identity says where the operator does not
         */
        Table(List<SipNetworkSettings> settings, List<SipDeviceSettings> devices, String ourUri) {
            List<SipNetworkSettings> all = new ArrayList<>(settings);
            all.add(SipNetworkSettings.STANDARD);
            for (SipNetworkSettings one : all) {
                entries.add(
                        new Entry(
                                one.from(),
                                network(one, ourUri),
                                devices.stream()
                                        .map(device -> network(device.in(one), ourUri))
                                        .toList()));
            }
            this.devices =
                    devices.stream().map(device -> new UserAgents(device.userAgent())).toList();
        }

        /**
         * @param source where the registration came from
         */
        SipNetwork of(Hop source, Traits traits) {
            for (Entry entry : entries) {
                List<Cidr> from = entry.from();
                if (from.isEmpty() || from.stream().anyMatch(n -> n.contains(source.host()))) {
                    return of(entry, traits);
                }
            }
            throw new IllegalStateException("the last is for whatever comes");
        }

        private SipNetwork of(Entry entry, Traits traits) {
            for (int i = 0; i < devices.size(); i++) {
                if (devices.get(i).include(traits.userAgent())) {
                    return entry.devices().get(i);
                }
            }
            return entry.network();
        }

        private static SipNetwork network(SipNetworkSettings settings, String ourUri) {
            String identity =
                    settings.assertedIdentity().isEmpty() ? ourUri : settings.assertedIdentity();
            String disposition = line("Request-Disposition: ", settings.requestDisposition());
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
                            + disposition,
                    disposition,
                    settings.rpDestination(),
                    PlainText.of(settings.plainText()));
        }

        private static String line(String name, String value) {
            return value.isEmpty() ? "" : name + value + "\r\n";
        }
    }
}
