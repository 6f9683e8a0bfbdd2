// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import java.io.ByteArrayOutputStream;

/** A submit_sm (SMPP 3.4 §4.4.1) in all its octets, of which a few are written over each time. */
public final class SubmitTemplate {
    /** esm_class: the short message begins with a user data header (§5.2.12). */
    public static final int UDHI = 0x40;

    private final AddressRange from;
    private final AddressRange to;
    private final byte[] pdu;
    private final int fromAt;
    private final int toAt;
    private final int registeredDeliveryAt;
    private final int messageAt;

    /**
     * @param shortMessage at most 254 octets
     */
    public SubmitTemplate(
            AddressRange from, AddressRange to, int esmClass, int dataCoding, byte[] shortMessage) {
        if (shortMessage.length > 254) {
            throw new IllegalArgumentException("a short_message has at most 254 octets");
        }
        this.from = from;
        this.to = to;
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(new byte[Command.HEADER]);
        octets.write(0); // service_type
        fromAt = address(from, octets);
        toAt = address(to, octets);
        octets.write(esmClass);
        octets.writeBytes(new byte[4]); // protocol_id, priority, delivery time, validity period
        registeredDeliveryAt = octets.size();
        octets.writeBytes(new byte[2]); // registered_delivery, replace_if_present_flag
        octets.write(dataCoding);
        octets.write(0); // sm_default_msg_id
        octets.write(shortMessage.length);
        messageAt = octets.size();
        octets.writeBytes(shortMessage);
        pdu = octets.toByteArray();
        pdu[2] = (byte) (pdu.length >>> 8);
        pdu[3] = (byte) pdu.length;
        pdu[7] = Command.SUBMIT_SM;
    }

    private static int address(AddressRange range, ByteArrayOutputStream octets) {
        octets.write(range.typeOfNumber());
        octets.write(range.numberingPlan());
        int at = octets.size() + range.digitsAt();
        octets.writeBytes(range.octets());
        octets.write(0);
        return at;
    }

    /**
     * Appends one submit_sm.
     *
     * @param sequenceNumber of the slot that was taken for it
     * @param fromIndex which address of the range, 0 to size - 1
     * @param registeredDelivery the octet (§5.2.17)
     * @return where its short_message begins in {@link PduBuffer#octets}, for what differs there
     */
    public int append(
            PduBuffer out, int sequenceNumber, int fromIndex, int toIndex, int registeredDelivery) {
        int at = out.append(pdu);
        out.put(at + 12, sequenceNumber);
        byte[] octets = out.octets();
        from.writeDigits(fromIndex, octets, at + fromAt);
        to.writeDigits(toIndex, octets, at + toAt);
        octets[at + registeredDeliveryAt] = (byte) registeredDelivery;
        return at + messageAt;
    }
}
