// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

/** How octets are read that break the standard. */
public enum Manner {
    /** They are refused. */
    STRICT,
    /** What can be is recovered, and each deviation listed. */
    KIND
}
