// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cdr;

/**
 * The kinds of records that our centres make, named as RecordType of TS 32.298 §5.2.2.1 has them.
 */
public enum RecordType {
    /** A short message was submitted (TS 32.274 §6.1.3, SC-SMO). */
    SC_SMO("sCSMORecord"),
    /** A short message reached its destination, or never will (SC-SMT). */
    SC_SMT("sCSMTRecord"),
    /**
     * A user agent submitted a multimedia message (TS 32.270 §6.1.1, originator MM1 submission).
     */
    MMO1S("mMO1SRecord"),
    /** A multimedia message was forwarded to another network (originator MM4 forward request). */
    MMO4FRQ("mMO4FRqRecord"),
    /** One came from another network (recipient MM4 forward). */
    MMR4F("mMR4FRecord"),
    /** A user agent retrieved a multimedia message (recipient MM1 retrieve). */
    MMR1RT("mMR1RtRecord"),
    /** A multimedia message was deleted: it expired, or was rejected (recipient MM deletion). */
    MMRMD("mMRMDRecord"),
    /** A value added service submitted a multimedia message (MM7 submission). */
    MM7S("mM7SRecord"),
    /** One was delivered to a value added service (MM7 deliver request). */
    MM7DRQ("mM7DRqRecord");

    private final String text;

    RecordType(String text) {
        this.text = text;
    }

    /** {@return as files name it} */
    public String text() {
        return text;
    }
}
