// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.List;

/** X-Mms-Message-Type (OMA-TS-MMS_ENC 1.3 §7.3.30, table 14). */
final class MessageType {
    static final int M_SEND_REQ = 128;
    static final int M_SEND_CONF = 129;
    static final int M_NOTIFICATION_IND = 130;
    static final int M_NOTIFYRESP_IND = 131;
    static final int M_RETRIEVE_CONF = 132;
    static final int M_ACKNOWLEDGE_IND = 133;
    static final int M_DELIVERY_IND = 134;
    static final int M_READ_REC_IND = 135;
    static final int M_READ_ORIG_IND = 136;

    /** From 128 on. */
    private static final List<String> NAMES =
            List.of(
                    "M-Send.req",
                    "M-Send.conf",
                    "M-Notification.ind",
                    "M-NotifyResp.ind",
                    "M-Retrieve.conf",
                    "M-Acknowledge.ind",
                    "M-Delivery.ind",
                    "M-Read-Rec.ind",
                    "M-Read-Orig.ind",
                    "M-Forward.req",
                    "M-Forward.conf",
                    "M-Mbox-Store.req",
                    "M-Mbox-Store.conf",
                    "M-Mbox-View.req",
                    "M-Mbox-View.conf",
                    "M-Mbox-Upload.req",
                    "M-Mbox-Upload.conf",
                    "M-Mbox-Delete.req",
                    "M-Mbox-Delete.conf",
                    "M-Mbox-Descr",
                    "M-Delete.req",
                    "M-Delete.conf",
                    "M-Cancel.req",
                    "M-Cancel.conf");

    private MessageType() {}

    static String name(int type) {
        int index = type - M_SEND_REQ;
        return index >= 0 && index < NAMES.size() ? NAMES.get(index) : "MMS PDU of type " + type;
    }
}
