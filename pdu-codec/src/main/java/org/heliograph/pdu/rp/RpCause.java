// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

/** Values of RP-Cause that we give or tell apart (3GPP TS 24.011 table 8.4). */
public final class RpCause {
    public static final int UNASSIGNED_NUMBER = 1;
    public static final int OPERATOR_DETERMINED_BARRING = 8;
    public static final int CALL_BARRED = 10;
    public static final int SHORT_MESSAGE_TRANSFER_REJECTED = 21;
    public static final int MEMORY_CAPACITY_EXCEEDED = 22;
    public static final int DESTINATION_OUT_OF_ORDER = 27;
    public static final int UNIDENTIFIED_SUBSCRIBER = 28;
    public static final int FACILITY_REJECTED = 29;
    public static final int UNKNOWN_SUBSCRIBER = 30;
    public static final int NETWORK_OUT_OF_ORDER = 38;
    public static final int TEMPORARY_FAILURE = 41;
    public static final int CONGESTION = 42;
    public static final int RESOURCES_UNAVAILABLE = 47;
    public static final int FACILITY_NOT_SUBSCRIBED = 50;
    public static final int FACILITY_NOT_IMPLEMENTED = 69;
    public static final int INVALID_SHORT_MESSAGE_TRANSFER_REFERENCE = 81;
    public static final int SEMANTICALLY_INCORRECT_MESSAGE = 95;
    public static final int INVALID_MANDATORY_INFORMATION = 96;
    public static final int MESSAGE_TYPE_NOT_IMPLEMENTED = 97;
    public static final int MESSAGE_NOT_COMPATIBLE = 98;
    public static final int INFORMATION_ELEMENT_NOT_IMPLEMENTED = 99;
    public static final int PROTOCOL_ERROR = 111;
    public static final int INTERWORKING = 127;

    private RpCause() {}
}
