// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.List;
import java.util.OptionalInt;

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
    static final int M_FORWARD_REQ = 137;
    static final int M_FORWARD_CONF = 138;
    static final int M_MBOX_STORE_REQ = 139;
    static final int M_MBOX_STORE_CONF = 140;
    static final int M_MBOX_VIEW_REQ = 141;
    static final int M_MBOX_VIEW_CONF = 142;
    static final int M_MBOX_UPLOAD_REQ = 143;
    static final int M_MBOX_UPLOAD_CONF = 144;
    static final int M_MBOX_DELETE_REQ = 145;
    static final int M_MBOX_DELETE_CONF = 146;
    static final int M_MBOX_DESCR = 147;
    static final int M_DELETE_REQ = 148;
    static final int M_DELETE_CONF = 149;
    static final int M_CANCEL_REQ = 150;
    static final int M_CANCEL_CONF = 151;

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

    /**
     * {@return whether X-Mms-Content-Location, X-Mms-Response-Status and X-Mms-Response-Text stand
     * in the forms of {@link Deletion}}
     */
    static boolean countsDeletions(int type) {
        return type == M_MBOX_DELETE_CONF || type == M_DELETE_CONF;
    }

    /** {@return whether a PDU of this type ends with its headers} */
    static boolean isBodiless(int type) {
        return switch (type) {
            case M_SEND_REQ, M_RETRIEVE_CONF, M_MBOX_VIEW_CONF, M_MBOX_UPLOAD_REQ, M_MBOX_DESCR ->
                    false;
            default -> type <= M_CANCEL_CONF;
        };
    }

    static String name(int type) {
        int index = type - M_SEND_REQ;
        return index >= 0 && index < NAMES.size() ? NAMES.get(index) : "MMS PDU of type " + type;
    }

    /** {@return the type of this name; none for what {@link #name} makes up} */
    static OptionalInt named(String name) {
        int index = NAMES.indexOf(name);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(M_SEND_REQ + index);
    }
}
