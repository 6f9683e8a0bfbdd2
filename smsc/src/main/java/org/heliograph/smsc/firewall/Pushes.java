// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.FirewallSettings;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspReader;
import org.heliograph.smsc.accept.Submission;

/**
 * Knows WAP pushes (WAP-259-WDP §6.5, WAP-230-WSP §8.2.4.1) by the ports that they are for, or by
 * their first octets. Each segment has the ports; one that begins a push and has none is known by
 * its octets, and without it the others are nothing to a handset.
 */
final class Pushes {
    private static final int MOST_PORTS = 65_536;

    /** destination_port (SMPP 3.4 §5.3.2.21), where it stands alone. */
    private static final int DESTINATION_PORT = 0x020B;

    /** PDU types of WSP (WAP-230-WSP table 34). */
    private static final int PUSH = 0x06;

    private static final int CONFIRMED_PUSH = 0x07;

    /** X-Mms-Message-Type, the first header of each MMS PDU, and what its value is at least. */
    private static final int MESSAGE_TYPE = 0x8C;

    private static final int FIRST_TYPE = 0x80;
    private static final int LAST_TYPE = 0xA9;

    /** Media types of what pushes bring. */
    private static final List<String> PUSHED =
            List.of("application/vnd.", "text/vnd.", "application/x-wap", "application/x-wallet");

    private final BitSet ports = new BitSet(MOST_PORTS);
    private final List<String> contentLocations;

    /**
     * @throws IllegalArgumentException if there is no such port
     */
    Pushes(FirewallSettings.Push settings) {
        contentLocations = settings.contentLocations();
        for (String range : settings.ports()) {
            String[] ends = range.split("-", -1);
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first > last || last >= MOST_PORTS) {
                throw new IllegalArgumentException("smsc.firewall.push.ports: no ports " + range);
            }
            ports.set(first, last + 1);
        }
    }

    /** {@return how it shows that a submission is a push, or a part of one} */
    Optional<String> sign(Submission submission) {
        Optional<Octets> alone = Tlvs.find(submission, DESTINATION_PORT);
        if (alone.isPresent() && alone.get().length() == 2) {
            int port = alone.get().at(0) << 8 | alone.get().at(1);
            if (ports.get(port)) {
                return Optional.of("destination_port " + port);
            }
        }
        boolean data = submission.dataCodingScheme().alphabet() == Alphabet.EIGHT_BIT;
        for (UserData part : submission.parts()) {
            for (InformationElement element : part.header()) {
                if (element instanceof Ports(int to, _, _)) {
                    if (ports.get(to)) {
                        return Optional.of("port " + to);
                    }
                    data = true;
                }
            }
            if (data && begins(part.payload())) {
                return Optional.of("its first octets");
            }
        }
        return Optional.empty();
    }

    /** {@return whether these octets are how a push, or an MMS PDU for handsets, begins} */
    static boolean begins(Octets payload) {
        if (payload.length() < 3) {
            return false;
        }
        int second = payload.at(1);
        if (payload.at(0) == MESSAGE_TYPE) {
            return second >= FIRST_TYPE && second <= LAST_TYPE && payload.at(2) >= FIRST_TYPE;
        }
        return (second == PUSH || second == CONFIRMED_PUSH)
                && isPushed(new OctetReader(payload.from(2)));
    }

    /**
     * {@return whether a push brings what pushes are for}
     *
     * @param in the push, from its HeadersLen on
     */
    private static boolean isPushed(OctetReader in) {
        try {
            WspReader.count(in); // headers that end beyond are none, and data mostly say so
            String type = ContentType.decode(in).mediaType();
            return PUSHED.stream().anyMatch(type::startsWith);
        } catch (DecodeException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * {@return whether it is a notification, whole, of content that may be fetched whoever says so}
     */
    boolean namesAllowedContent(Submission submission) {
        if (contentLocations.isEmpty()) {
            return false;
        }
        Octets whole = Octets.EMPTY;
        for (UserData part : submission.parts()) {
            whole = whole.plus(part.payload());
        }
        try {
            return MmsCodec.decode(mms(whole)) instanceof MmsPdu.MNotificationInd notification
                    && contentLocations.stream()
                            .anyMatch(one -> isUnder(one, notification.contentLocation()));
        } catch (DecodeException | IllegalArgumentException e) {
            return false;
        }
    }

    /** {@return the body of a push} */
    private static Octets mms(Octets push) throws DecodeException {
        if (push.length() > 2 && push.at(0) == MESSAGE_TYPE) {
            return push;
        }
        OctetReader in = new OctetReader(push);
        in.octet();
        in.octet();
        in.region(WspReader.count(in));
        return in.rest();
    }

    /** A host that only begins like an allowed one is another host. */
    private static boolean isUnder(String beginning, String location) {
        if (!location.startsWith(beginning)) {
            return false;
        }
        return beginning.endsWith("/")
                || location.length() == beginning.length()
                || location.charAt(beginning.length()) == '/'
                || location.charAt(beginning.length()) == '?';
    }
}
