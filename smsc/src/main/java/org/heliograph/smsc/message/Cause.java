// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

/** Why a message did not arrive: one table for SMPP command status, RP-Cause and SIP status. */
public enum Cause {
    ABSENT_SUBSCRIBER("absent-subscriber", Kind.WAIT_FOR_ALERT),
    MEMORY_CAPACITY_EXCEEDED("memory-capacity-exceeded", Kind.WAIT_FOR_ALERT),
    NO_ANSWER("no-answer", Kind.TEMPORARY),
    CONGESTION("congestion", Kind.TEMPORARY),
    TEMPORARY_FAILURE("temporary-failure", Kind.TEMPORARY),
    ESME_NOT_BOUND("esme-not-bound", Kind.WAIT_FOR_ALERT),
    REJECTED("rejected", Kind.PERMANENT),
    UNKNOWN_DESTINATION("unknown-destination", Kind.PERMANENT),
    NOT_SUPPORTED("not-supported", Kind.PERMANENT),
    /** Its validity period ended before an attempt succeeded. */
    EXPIRED("expired", Kind.PERMANENT);

    /** What an attempt that ended so is to wait for. */
    public enum Kind {
        PERMANENT,
        TEMPORARY,
        /** The destination will show itself; a slow retry runs beside. */
        WAIT_FOR_ALERT
    }

    private final String code;
    private final Kind kind;

    Cause(String code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    /** {@return the stable code that logs and records show} */
    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }
}
