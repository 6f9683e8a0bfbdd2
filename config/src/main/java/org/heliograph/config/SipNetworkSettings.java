// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.List;

/**
 * An entry of {@code smsc.sip.networks}: how messages go to the handsets of one network.
 *
 * @param from where registrations come from; none: anywhere
 * @param route by way of what: {@code registered}, {@code none}, or the URI of a proxy
 * @param requestUri {@code registered} as the registration says, or {@code identity}: the
 *     subscriber's number in our domain
 * @param assertedIdentity P-Asserted-Identity (RFC 3325), a URI; empty: our own
 * @param acceptContact RFC 3841 §9.2; empty: none
 * @param requestDisposition RFC 3841 §9.1; empty: none
 * @param rpDestination whether RP-Destination has the subscriber's number, against 3GPP TS 24.011
 *     §7.3.1.1
 * @param plainText to whom {@code text/plain} goes rather than 3GPP SMS: {@code off} nobody, {@code
 *     auto} devices that said when they registered that they know no SMS over IP, {@code always}
 */
public record SipNetworkSettings(
        @Absent("[]") List<Cidr> from,
        @Absent("registered")
                @Allowed(
                        matches = "registered|none|sips?:[!-;=?-~]{1,250}",
                        says = "registered, none, or a sip: URI")
                String route,
        @Absent("registered")
                @Allowed(matches = "registered|identity", says = "registered or identity")
                String requestUri,
        @Absent("")
                @Allowed(
                        matches = "|(sips?|tel):[!-;=?-~]{1,250}",
                        says = "nothing, or a sip: or tel: URI")
                String assertedIdentity,
        @Absent(ACCEPT_CONTACT) @Allowed(matches = "[ -~]{0,200}", says = "one line of ASCII")
                String acceptContact,
        @Absent("no-fork") @Allowed(matches = "[ -~]{0,100}", says = "one line of ASCII")
                String requestDisposition,
        @Absent("false") boolean rpDestination,
        @Absent("off") @Allowed(matches = "off|auto|always", says = "off, auto or always")
                String plainText) {

    /** As 3GPP TS 24.341 §5.3.3.4.2 wants it, with the tags of RFC 3841 §9.2. */
    private static final String ACCEPT_CONTACT = "*;+g.3gpp.smsip;require;explicit";

    /** For whatever registration: what the standard says. */
    public static final SipNetworkSettings STANDARD =
            new SipNetworkSettings(
                    List.of(),
                    "registered",
                    "registered",
                    "",
                    ACCEPT_CONTACT,
                    "no-fork",
                    false,
                    "off");

    public SipNetworkSettings {
        from = List.copyOf(from);
        Limits.check(
                SipNetworkSettings.class,
                from,
                route,
                requestUri,
                assertedIdentity,
                acceptContact,
                requestDisposition,
                rpDestination,
                plainText);
    }
}
