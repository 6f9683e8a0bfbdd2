// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.message.DeliveryOutcome;
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

    private final Map<Whole, DeliveryOutcome.Final> ends = new LinkedHashMap<>();

    /**
     * {@return what to report of a message that has come to {@code end}}
     *
     * @param message to be told of once
     */
    DeliveryOutcome.Final reported(ShortMessage message, DeliveryOutcome.Final end) {
        Optional<Concatenation> part = message.userData().concatenation();
        if (part.isEmpty() || !(message.origin() instanceof Origin.Esme)) {
            return end;
        }
        Whole whole =
                new Whole(
                        message.origin(),
                        message.originatingAddress(),
                        part.get().reference(),
                        part.get().total());
        boolean failed = end instanceof DeliveryOutcome.Failed;
        DeliveryOutcome.Final known = ends.get(whole);
        if (part.get().sequence() == part.get().total()) {
            ends.remove(whole);
        } else if (failed && message.reportRequest() == ReportRequest.NONE) {
            if (ends.size() == MOST) {
                ends.remove(ends.keySet().iterator().next());
            }
            ends.putIfAbsent(whole, end);
        }
        return failed || known == null ? end : known;
    }
}
