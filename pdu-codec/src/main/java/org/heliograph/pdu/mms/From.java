// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

/** From-value (OMA-TS-MMS_ENC 1.3 §7.3.15). */
public sealed interface From {
    /** The sender's address as the PDU says. */
    record Address(EncodedString address) implements From {}

    /** Insert-address-token: the MMSC is to fill in who the sender is. */
    record InsertAddress() implements From {}
}
