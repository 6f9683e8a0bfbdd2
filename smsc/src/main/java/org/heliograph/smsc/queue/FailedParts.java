// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;

/**
 * Parts of ESMEs' concatenated messages that failed for good and asked for no report of their own:
 * the report that is asked for on a later part tells of them, for it stands for the whole. Kept in
 * memory only, from one part to the next. Used by the thread of its lane.
 */
final class FailedParts {
    /** Long messages of different senders may be mixed, but hardly so many. */
    private static final int MOST = 16;

    private record Whole(Origin origin, TpAddress from, int reference, int total) {}

    private final Map<Whole, MessageState> states = new LinkedHashMap<>();

    /**
     * {@return the state to report of a message that has reached {@code state}}
     *
     * @param message to be told of once
     */
    MessageState reported(ShortMessage message, MessageState state) {
        Optional<Concatenation> part = message.userData().concatenation();
        if (part.isEmpty() || !(message.origin() instanceof Origin.Esme)) {
            return state;
        }
        Whole whole =
                new Whole(
                        message.origin(),
                        message.originatingAddress(),
                        part.get().reference(),
                        part.get().total());
        boolean failed = state != MessageState.DELIVERED;
        MessageState known = states.get(whole);
        if (part.get().sequence() == part.get().total()) {
            states.remove(whole);
        } else if (failed && message.reportRequest() == ReportRequest.NONE) {
            if (states.size() == MOST) {
                states.remove(states.keySet().iterator().next());
            }
            states.putIfAbsent(whole, state);
        }
        return failed || known == null ? state : known;
    }
}
