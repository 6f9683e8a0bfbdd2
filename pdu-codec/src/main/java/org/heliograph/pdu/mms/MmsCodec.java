// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.Optional;
import java.util.OptionalInt;
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

    /** So many octets before a PDU are passed over at most: a line of text, a byte order mark. */
    private static final int MAX_JUNK = 64;

    private MmsCodec() {}

    /** {@return the X-Mms-Message-Type, 128 to 151, of the PDU with this name in the standard} */
    public static OptionalInt messageType(String name) {
        return MessageType.named(name);
    }

    /** Reads one PDU. The body stays where it is: it shares the storage of {@code pdu}. */
    public static MmsPdu decode(Octets pdu) throws DecodeException {
        return decode(new OctetReader(pdu));
    }

    /** Likewise, of what remains of {@code in}. */
    public static MmsPdu decode(OctetReader in) throws DecodeException {
        int type = in.field(MmsField.MESSAGE_TYPE_NAME, MmsCodec::messageType, MmsCodec::search);
        return in.field(MessageType.name(type), i -> rest(type, i));
    }

    private static MmsPdu rest(int type, OctetReader in) throws DecodeException {
        int start = in.offset();
        MmsHeaders headers = assumed(type, MmsHeaderDecoder.decode(type, in), start, in);
        boolean bodiless = MessageType.isBodiless(type);
        if (bodiless && !in.atEnd()) {
            in.deviation(in.offset(), in.remaining() + " octets after the headers");
        }
        Octets rest = in.atEnd() ? Octets.EMPTY : in.field("body", OctetReader::rest);
        return of(type, headers, bodiless ? Octets.EMPTY : rest);
    }

    /** What a kind reading takes for mandatory headers that handsets are known to leave out. */
    private static MmsHeaders assumed(int type, MmsHeaders headers, int start, OctetReader in)
            throws DecodeException {
        if (type > MessageType.M_CANCEL_CONF || type == MessageType.M_MBOX_DESCR) {
            return headers;
        }
        MmsHeaders versioned =
                headers.assuming(MmsField.MMS_VERSION, MmsPdu.VERSION_1_0, start, in);
        return switch (type) {
            case MessageType.M_SEND_REQ, MessageType.M_FORWARD_REQ, MessageType.M_READ_REC_IND ->
                    versioned.assuming(MmsField.FROM, new From.InsertAddress(), start, in);
            case MessageType.M_NOTIFICATION_IND ->
                    versioned.assuming(MmsField.MESSAGE_CLASS, "personal", start, in);
            default -> versioned;
        };
    }

    private static MmsPdu of(int type, MmsHeaders headers, Octets body) {
        return switch (type) {
            case MessageType.M_SEND_REQ -> new MSendReq(headers, body);
            case MessageType.M_RETRIEVE_CONF -> new MRetrieveConf(headers, body);
            case MessageType.M_SEND_CONF -> new MSendConf(headers);
            case MessageType.M_NOTIFICATION_IND -> new MNotificationInd(headers);
            case MessageType.M_NOTIFYRESP_IND -> new MNotifyRespInd(headers);
            case MessageType.M_ACKNOWLEDGE_IND -> new MAcknowledgeInd(headers);
            case MessageType.M_DELIVERY_IND -> new MDeliveryInd(headers);
            case MessageType.M_READ_REC_IND -> new MReadRecInd(headers);
            case MessageType.M_READ_ORIG_IND -> new MReadOrigInd(headers);
            case MessageType.M_FORWARD_REQ -> new MForwardReq(headers);
            case MessageType.M_FORWARD_CONF -> new MForwardConf(headers);
            case MessageType.M_MBOX_STORE_REQ -> new MMboxStoreReq(headers);
            case MessageType.M_MBOX_STORE_CONF -> new MMboxStoreConf(headers);
            case MessageType.M_MBOX_VIEW_REQ -> new MMboxViewReq(headers);
            case MessageType.M_MBOX_VIEW_CONF -> new MMboxViewConf(headers, body);
            case MessageType.M_MBOX_UPLOAD_REQ -> new MMboxUploadReq(headers, body);
            case MessageType.M_MBOX_UPLOAD_CONF -> new MMboxUploadConf(headers);
            case MessageType.M_MBOX_DELETE_REQ -> new MMboxDeleteReq(headers);
            case MessageType.M_MBOX_DELETE_CONF -> new MMboxDeleteConf(headers);
            case MessageType.M_MBOX_DESCR -> new MMboxDescr(headers, body);
            case MessageType.M_DELETE_REQ -> new MDeleteReq(headers);
            case MessageType.M_DELETE_CONF -> new MDeleteConf(headers);
            case MessageType.M_CANCEL_REQ -> new MCancelReq(headers);
            case MessageType.M_CANCEL_CONF -> new MCancelConf(headers);
            default -> new Other(type, headers, body);
        };
    }

    private static int messageType(OctetReader in) throws DecodeException {
        int start = in.offset();
        if (in.octet() != (MmsField.MESSAGE_TYPE | 0x80)) {
            throw new DecodeException(start, "not the first header");
        }
        return WspReader.shortInteger(in) | 0x80;
    }

    /**
     * Finds the type where it is not the first header: among other headers, which are read after
     * it, or behind octets that belong to no PDU, which are passed over.
     */
    private static int search(OctetReader in) throws DecodeException {
        OctetReader ahead = in.fork();
        try {
            for (int i = 0; i < MmsHeaders.MAX_HEADERS; i++) {
                if (ahead.peek() == (MmsField.MESSAGE_TYPE | 0x80)) {
                    return messageType(ahead);
                }
                if (ahead.peek() < 0x80) {
                    WspReader.value(ahead);
                } else {
                    ahead.octet();
                }
                WspReader.value(ahead);
            }
        } catch (DecodeException _) {
            // the first octets are no headers
        }
        return skipToType(in);
    }

    private static int skipToType(OctetReader in) throws DecodeException {
        for (int junk = 0; junk < MAX_JUNK; junk++) {
            in.octet();
            OctetReader ahead = in.fork();
            if (ahead.remaining() > 1
                    && ahead.octet() == (MmsField.MESSAGE_TYPE | 0x80)
                    && ahead.peek() >= MessageType.M_SEND_REQ
                    && ahead.peek() <= MessageType.M_CANCEL_CONF) {
                return messageType(in);
            }
        }
        throw new DecodeException(in.offset(), "no PDU after " + MAX_JUNK + " octets");
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
