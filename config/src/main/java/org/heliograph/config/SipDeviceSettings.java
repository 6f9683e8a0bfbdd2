// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

/**
 * An entry of {@code smsc.sip.devices}: what some devices want otherwise than their network.
 * {@value #AS_NETWORK} leaves a setting as the entry of {@code smsc.sip.networks} has it.
 *
 * @param userAgent what User-Agent begins with, in either case, {@code *} standing for anything;
 *     empty: no device
 * @param requestUri as in {@link SipNetworkSettings}, and so all others
 */
public record SipDeviceSettings(
        @Allowed(matches = "[ -~]{0,100}", says = "one line of ASCII") String userAgent,
        @Absent(AS_NETWORK)
                @Allowed(
                        matches = "network|registered|identity",
                        says = "network, registered or identity")
                String requestUri,
        @Absent(AS_NETWORK) @Allowed(matches = "[ -~]{0,200}", says = "one line of ASCII")
                String acceptContact,
        @Absent(AS_NETWORK) @Allowed(matches = "[ -~]{0,100}", says = "one line of ASCII")
                String requestDisposition,
        @Absent(AS_NETWORK)
                @Allowed(matches = "network|true|false", says = "network, true or false")
                String rpDestination,
        @Absent(AS_NETWORK)
                @Allowed(matches = "network|auto|always|off", says = "network, auto, always or off")
                String plainText) {
    static final String AS_NETWORK = "network";

    public SipDeviceSettings {
        Limits.check(
                SipDeviceSettings.class,
                userAgent,
                requestUri,
                acceptContact,
                requestDisposition,
                rpDestination,
                plainText);
    }

    /** {@return how messages go to these devices where they are in {@code network}} */
    public SipNetworkSettings in(SipNetworkSettings network) {
        return new SipNetworkSettings(
                network.from(),
                network.route(),
                chosen(requestUri, network.requestUri()),
                network.assertedIdentity(),
                chosen(acceptContact, network.acceptContact()),
                chosen(requestDisposition, network.requestDisposition()),
                Boolean.parseBoolean(
                        chosen(rpDestination, Boolean.toString(network.rpDestination()))),
                chosen(plainText, network.plainText()));
    }

    private static String chosen(String own, String otherwise) {
        return own.equals(AS_NETWORK) ? otherwise : own;
    }
}
