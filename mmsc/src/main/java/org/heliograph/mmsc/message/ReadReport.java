// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.time.Instant;
import org.heliograph.pdu.mms.ReadStatus;

/** What a recipient's user agent said about reading a message (M-Read-Rec.ind). */
public sealed interface ReadReport {
    /** Nothing so far. */
    record Missing() implements ReadReport {}

    /**
     * @param at when it was read, in whole milliseconds
     */
    record Received(ReadStatus status, Instant at) implements ReadReport {}
}
