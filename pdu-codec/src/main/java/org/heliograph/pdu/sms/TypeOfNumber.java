// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/**
 * Type of number, in the order of its three bits (3GPP TS 23.040 §9.1.2.5); SMPP numbers them
 * alike.
 */
public enum TypeOfNumber {
    UNKNOWN,
    INTERNATIONAL,
    NATIONAL,
    NETWORK_SPECIFIC,
    SUBSCRIBER,
    ALPHANUMERIC,
    ABBREVIATED,
    RESERVED
}
