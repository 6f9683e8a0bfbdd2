// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.pdu.Octets;
import org.jspecify.annotations.Nullable;

/**
 * What a device has told of itself when it registered.
 *
 * @param userAgent User-Agent (RFC 3261 §20.41); empty: it did not say
 */
record Traits(Speaks speaks, String userAgent) {
    /** What kind of message a device takes. */
    enum Speaks {
        /** Nothing says: behind an S-CSCF that has not put the handset's REGISTER into its own. */
        UNKNOWN,
        /** SMS over IP: {@code +g.3gpp.smsip} in Contact (TS 24.341 §5.3.2.2), or Accept. */
        SMS_OVER_IP,
        /** Neither was there. */
        TEXT
    }

    static final Traits UNKNOWN = new Traits(Speaks.UNKNOWN, "");

    private static final String FEATURE = "+g.3gpp.smsip";
    private static final int LONGEST_USER_AGENT = 120;

    static final Pattern COPIED_REGISTER =
            Pattern.compile("(?m)^REGISTER [^ \\r\\n]{1,2000} SIP/2\\.0\\r?$");

    static final Pattern CONTACT = Pattern.compile("(?im)^(?:Contact|m)[ \\t]*:(.{1,4000})$");

    private static final Pattern USER_AGENT =
            Pattern.compile("(?im)^User-Agent[ \\t]*:(.{1,1000})$");

    Traits {
        StringBuilder printable = new StringBuilder();
        for (char c : userAgent.strip().toCharArray()) {
            if (printable.length() < LONGEST_USER_AGENT) {
                printable.append(c >= ' ' && c < 0x7F ? c : '?');
            }
        }
        userAgent = printable.toString();
    }

    /** {@return what a handset's own REGISTER says of the device at {@code contact}} */
    static Traits of(SIPRequest request, Contact contact) {
        boolean knows = contact.hasParameter(FEATURE) || accepts(request);
        @Nullable SIPHeader userAgent = (SIPHeader) request.getHeader("User-Agent");
        return new Traits(
                knows ? Speaks.SMS_OVER_IP : Speaks.TEXT,
                userAgent == null ? "" : userAgent.getValue());
    }

    private static boolean accepts(SIPRequest request) {
        @Nullable Iterator<SIPHeader> headers = request.getHeaders("Accept");
        while (headers != null && headers.hasNext()) {
            if (headers.next().getValue().contains(OutgoingMessages.CONTENT_TYPE)) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return what the copy of a handset's REGISTER says, and of the 200 (OK) to it, that an
     * S-CSCF has put into the body of its own (TS 24.229 §5.4.1.7A)}
     */
    static Traits copied(Octets body) {
        return copied(unfolded(body));
    }

    /** {@return it as text, each header on one line (RFC 3261 §7.3.1)} */
    static String unfolded(Octets body) {
        return body.toString(StandardCharsets.UTF_8).replace("\r\n ", " ").replace("\r\n\t", " ");
    }

    private static Traits copied(String body) {
        if (!COPIED_REGISTER.matcher(body).find()) {
            return UNKNOWN;
        }
        Matcher contacts = CONTACT.matcher(body);
        Speaks speaks = Speaks.UNKNOWN;
        while (contacts.find() && speaks != Speaks.SMS_OVER_IP) {
            boolean knows = contacts.group(1).toLowerCase(Locale.ROOT).contains(FEATURE);
            speaks = knows ? Speaks.SMS_OVER_IP : Speaks.TEXT;
        }
        Matcher userAgent = USER_AGENT.matcher(body);
        return new Traits(speaks, userAgent.find() ? userAgent.group(1) : "");
    }

    /**
     * {@return these of a subscriber with several devices behind one S-CSCF, of which another has
     * told {@code earlier}} The S-CSCF finds the one that knows SMS, if any does.
     */
    Traits beside(Traits earlier) {
        boolean tellsLess =
                speaks == Speaks.UNKNOWN
                        || (speaks == Speaks.TEXT && earlier.speaks == Speaks.SMS_OVER_IP);
        return tellsLess ? earlier : this;
    }
}
