// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDescr;
import org.heliograph.pdu.mms.MmboxPdu.MMboxStoreConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxStoreReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxViewConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxViewReq;
import org.heliograph.pdu.mms.MmsPdu.MAcknowledgeInd;
import org.heliograph.pdu.mms.MmsPdu.MCancelConf;
import org.heliograph.pdu.mms.MmsPdu.MCancelReq;
import org.heliograph.pdu.mms.MmsPdu.MDeleteConf;
import org.heliograph.pdu.mms.MmsPdu.MDeleteReq;
import org.heliograph.pdu.mms.MmsPdu.MDeliveryInd;
import org.heliograph.pdu.mms.MmsPdu.MForwardConf;
import org.heliograph.pdu.mms.MmsPdu.MForwardReq;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MNotifyRespInd;
import org.heliograph.pdu.mms.MmsPdu.MReadOrigInd;
import org.heliograph.pdu.mms.MmsPdu.MReadRecInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.MmsPdu.Other;
import org.heliograph.pdu.wsp.WspReader;

/**
 * MMS PDUs to octets and back (OMA-TS-MMS_ENC 1.3 §7). Decoding may fail; encoding cannot, for no
 * invalid record exists.
 */
public final class MmsCodec {
    /** What HTTP and WSP call an MMS PDU. */
    public static final String MEDIA_TYPE = "application/vnd.wap.mms-message";

    private MmsCodec() {}

    /** Reads one PDU. The body stays where it is: it shares the storage of {@code pdu}. */
    public static MmsPdu decode(Octets pdu) throws DecodeException {
        return decode(new OctetReader(pdu));
    }

    /** Likewise, of what remains of {@code in}. */
    public static MmsPdu decode(OctetReader in) throws DecodeException {
        int type = in.field(MmsField.MESSAGE_TYPE_NAME, MmsCodec::messageType);
        return in.field(MessageType.name(type), i -> rest(type, i));
    }

    private static MmsPdu rest(int type, OctetReader in) throws DecodeException {
        MmsHeaders headers = MmsHeaders.decode(type, in);
        Octets body = in.rest();
        return switch (type) {
            case MessageType.M_SEND_REQ -> new MSendReq(headers, body);
            case MessageType.M_RETRIEVE_CONF -> new MRetrieveConf(headers, body);
            case MessageType.M_SEND_CONF -> new MSendConf(bodiless(headers, body));
            case MessageType.M_NOTIFICATION_IND -> new MNotificationInd(bodiless(headers, body));
            case MessageType.M_NOTIFYRESP_IND -> new MNotifyRespInd(bodiless(headers, body));
            case MessageType.M_ACKNOWLEDGE_IND -> new MAcknowledgeInd(bodiless(headers, body));
            case MessageType.M_DELIVERY_IND -> new MDeliveryInd(bodiless(headers, body));
            case MessageType.M_READ_REC_IND -> new MReadRecInd(bodiless(headers, body));
            case MessageType.M_READ_ORIG_IND -> new MReadOrigInd(bodiless(headers, body));
            case MessageType.M_FORWARD_REQ -> new MForwardReq(bodiless(headers, body));
            case MessageType.M_FORWARD_CONF -> new MForwardConf(bodiless(headers, body));
            case MessageType.M_MBOX_STORE_REQ -> new MMboxStoreReq(bodiless(headers, body));
            case MessageType.M_MBOX_STORE_CONF -> new MMboxStoreConf(bodiless(headers, body));
            case MessageType.M_MBOX_VIEW_REQ -> new MMboxViewReq(bodiless(headers, body));
            case MessageType.M_MBOX_VIEW_CONF -> new MMboxViewConf(headers, body);
            case MessageType.M_MBOX_UPLOAD_REQ -> new MMboxUploadReq(headers, body);
            case MessageType.M_MBOX_UPLOAD_CONF -> new MMboxUploadConf(bodiless(headers, body));
            case MessageType.M_MBOX_DELETE_REQ -> new MMboxDeleteReq(bodiless(headers, body));
            case MessageType.M_MBOX_DELETE_CONF -> new MMboxDeleteConf(bodiless(headers, body));
            case MessageType.M_MBOX_DESCR -> new MMboxDescr(headers, body);
            case MessageType.M_DELETE_REQ -> new MDeleteReq(bodiless(headers, body));
            case MessageType.M_DELETE_CONF -> new MDeleteConf(bodiless(headers, body));
            case MessageType.M_CANCEL_REQ -> new MCancelReq(bodiless(headers, body));
            case MessageType.M_CANCEL_CONF -> new MCancelConf(bodiless(headers, body));
            default -> new Other(type, headers, body);
        };
    }

    private static MmsHeaders bodiless(MmsHeaders headers, Octets body) {
        if (!body.isEmpty()) {
            throw new IllegalArgumentException(body.length() + " octets after the headers");
        }
        return headers;
    }

    private static int messageType(OctetReader in) throws DecodeException {
        int start = in.offset();
        if (in.octet() != (MmsField.MESSAGE_TYPE | 0x80)) {
            throw new DecodeException(start, "not the first header");
        }
        return WspReader.shortInteger(in) | 0x80;
    }

    public static Octets encode(MmsPdu pdu) {
        Octets body = pdu.body();
        OctetWriter out = new OctetWriter(body.length() + 512);
        out.octet(MmsField.MESSAGE_TYPE | 0x80).octet(pdu.messageType());
        pdu.headers().encodeTo(out);
        return out.octets(body).toOctets();
    }

    /**
     * What could be read of a PDU that {@link #decode} refuses: enough to answer an M-Send.req
     * whose later headers are broken with an M-Send.conf of the same transaction.
     *
     * @return the transaction id, if the PDU is an M-Send.req and starts as one should
     */
    public static Optional<String> sendReqTransactionId(Octets pdu) {
        OctetReader in = new OctetReader(pdu);
        try {
            if (messageType(in) != MessageType.M_SEND_REQ) {
                return Optional.empty();
            }
            for (int i = 0; i < MmsHeaders.MAX_HEADERS; i++) {
                if (in.peek() < 0x80) {
                    WspReader.text(in);
                } else if ((in.octet() & 0x7f) == MmsField.TRANSACTION_ID.number()) {
                    OctetReader value = new OctetReader(WspReader.value(in));
                    return value.peek() < 0x80 && (value.peek() > 31 || value.peek() == 0)
                            ? Optional.of(WspReader.text(value)).filter(id -> !id.isEmpty())
                            : Optional.empty();
                }
                WspReader.value(in);
            }
        } catch (DecodeException _) {
            // broken before its transaction id
        }
        return Optional.empty();
    }
}
