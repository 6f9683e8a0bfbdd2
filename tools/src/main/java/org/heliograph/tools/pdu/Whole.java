// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Reassembly;
import org.heliograph.pdu.sms.UserData;

/** Messages that came in several PDUs, put together. */
final class Whole {
    static final String NAME = "reassembled";

    private Whole() {}

    /**
     * {@return the messages of which all parts are there} Offsets count from the first octet of
     * what the parts carry; text in septets has none.
     */
    static List<View> of(List<Decoded> parts, Manner manner) throws DecodeException {
        Reassembly reassembly = new Reassembly(Math.max(1, parts.size()));
        List<View> whole = new ArrayList<>();
        for (Decoded part : parts) {
            for (Segment segment : part.segments()) {
                if (segment.userData().concatenation().filter(c -> c.total() > 1).isEmpty()) {
                    continue;
                }
                Optional<UserData> message = reassembly.add(segment.party(), segment.userData());
                if (message.isPresent()) {
                    whole.add(view(segment, message.get(), manner));
                }
            }
        }
        return whole;
    }

    private static View view(Segment last, UserData message, Manner manner) throws DecodeException {
        Octets octets = message.headerOctets().plus(message.payload());
        Span span = last.scheme().countsSeptets() ? Span.NONE : new Span(0, octets);
        return UserDataView.unpacked(
                Dissection.in(manner),
                NAME,
                span,
                message,
                new UserDataView.Coding(last.scheme().alphabet(), false));
    }
}
