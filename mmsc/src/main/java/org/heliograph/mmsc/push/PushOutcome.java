// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.push;

/** What became of one attempt to push. */
public sealed interface PushOutcome {
    /** The SMSC has all segments and answers for them. */
    record Taken() implements PushOutcome {}

    /**
     * The SMSC took not all of it: to be tried again later.
     *
     * @param code stable, for the log
     */
    record Refused(String code, String reason) implements PushOutcome {}

    /** There is no way to the SMSC now; it has nothing to do with this push. */
    record Unreachable() implements PushOutcome {}
}
