// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

/**
 * Why a message did not arrive. What SMPP command status, RP-Cause and SIP status say is brought to
 * these, in the adapter of each protocol; docs/causes.md lists all of it.
 */
public enum Cause {
    NO_ANSWER("no-answer", 1, Kind.TEMPORARY),
    CONGESTION("congestion", 2, Kind.TEMPORARY),
    TEMPORARY_FAILURE("temporary-failure", 3, Kind.TEMPORARY),
    /** A script of the operator's has it wait. */
    POLICY_DELAY("policy-delay", 4, Kind.TEMPORARY),

    REJECTED("rejected", 101, Kind.PERMANENT),
    UNKNOWN_DESTINATION("unknown-destination", 102, Kind.PERMANENT),
    NOT_SUPPORTED("not-supported", 103, Kind.PERMANENT),
    /** Its validity period ended before an attempt succeeded. */
    EXPIRED("expired", 104, Kind.PERMANENT),
    /** Its originator did not want it delivered any longer. */
    CANCELLED("cancelled", 105, Kind.PERMANENT),
    /** Another centre, which had it, says that it could not be delivered. */
    FAILED_UPSTREAM("failed-upstream", 106, Kind.PERMANENT),
    /** Another centre, which has it, has not told what became of it. */
    NO_RECEIPT("no-receipt", 107, Kind.PERMANENT),
    /** A script of the operator's is against it. */
    POLICY_REFUSED("policy-refused", 108, Kind.PERMANENT),

    ABSENT_SUBSCRIBER("absent-subscriber", 201, Kind.WAIT_FOR_ALERT),
    MEMORY_CAPACITY_EXCEEDED("memory-capacity-exceeded", 202, Kind.WAIT_FOR_ALERT),
    ESME_NOT_BOUND("esme-not-bound", 203, Kind.WAIT_FOR_ALERT),
    UPSTREAM_NOT_BOUND("upstream-not-bound", 204, Kind.WAIT_FOR_ALERT);

    /** What an attempt that ended so is to wait for. */
    public enum Kind {
        PERMANENT,
        TEMPORARY,
        /** The destination will show itself; a slow retry runs beside. */
        WAIT_FOR_ALERT
    }

    private final String code;
    private final int number;
    private final Kind kind;

    Cause(String code, int number, Kind kind) {
        this.code = code;
        this.number = number;
        this.kind = kind;
    }

    /** {@return the stable code that logs and records show} */
    public String code() {
        return code;
    }

    /** {@return what receipts show, 1 to 255, stable too; its hundreds tell the kind} */
    public int number() {
        return number;
    }

    public Kind kind() {
        return kind;
    }
}
