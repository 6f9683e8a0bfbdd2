// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

import org.heliograph.pdu.Octets;

/**
 * What the ESME that submitted a message said in words that only SMPP has (SMPP 3.4 §4.4.1): an
 * ESME that receives it sees them again.
 *
 * @param serviceType service_type, empty where it has none
 * @param priority priority_flag, 0 to 3
 * @param esmClass esm_class as it came, 0 to 255
 * @param registeredDelivery registered_delivery as it came, 0 to 255
 * @param dataCoding data_coding as it came, 0 to 255; what replaces the message is in it too
 * @param headerInParameters concatenation and ports came as TLVs (sar_*, *_port) and not as a user
 *     data header, and go to ESMEs as TLVs again
 * @param parameters TLVs that mean nothing to us, in a row as they came
 */
public record SmppParameters(
        String serviceType,
        int priority,
        int esmClass,
        int registeredDelivery,
        int dataCoding,
        boolean headerInParameters,
        Octets parameters) {

    private static final int REPLY_PATH = 0x80;
    private static final int NOTIFICATION = 0x10;
    private static final int SET_DPF = 0x0421;
    private static final int TAG_AND_LENGTH = 4;

    /** Most octets of TLVs that a message may bring along. */
    public static final int MOST_OCTETS = 2_048;

    /** Of a message that did not come by SMPP. */
    public static final SmppParameters NONE =
            new SmppParameters("", 0, 0, 0, 0, false, Octets.EMPTY);

    public SmppParameters {
        if (parameters.length() > MOST_OCTETS) {
            throw new IllegalArgumentException(
                    parameters.length() + " octets of TLVs, at most " + MOST_OCTETS);
        }
    }

    /** {@return whether the reply path is set (SMPP 3.4 §5.2.12): TP-RP to a handset} */
    public boolean repliesByUs() {
        return (esmClass & REPLY_PATH) != 0;
    }

    /**
     * {@return whether its originator is to be told when the handset that it did not reach is there
     * again (set_dpf, SMPP 3.4 §5.3.2.29)}
     */
    public boolean asksForAlert() {
        int at = 0;
        while (at + TAG_AND_LENGTH < parameters.length()) {
            int tag = parameters.at(at) << 8 | parameters.at(at + 1);
            int length = parameters.at(at + 2) << 8 | parameters.at(at + 3);
            if (tag == SET_DPF) {
                return length == 1 && parameters.at(at + TAG_AND_LENGTH) == 1;
            }
            at += TAG_AND_LENGTH + length;
        }
        return false;
    }

    /** {@return whether an intermediate notification is asked for (SMPP 3.4 §5.2.17)} */
    boolean asksForNotification() {
        return (registeredDelivery & NOTIFICATION) != 0;
    }

    /** {@return these, asking for no intermediate notification} */
    public SmppParameters notified() {
        return registered(registeredDelivery & ~NOTIFICATION);
    }

    /** {@return these with another registered_delivery} */
    public SmppParameters registered(int otherDelivery) {
        return new SmppParameters(
                serviceType,
                priority,
                esmClass,
                otherDelivery,
                dataCoding,
                headerInParameters,
                parameters);
    }
}
