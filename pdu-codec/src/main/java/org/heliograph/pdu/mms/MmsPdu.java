// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;

/**
 * An MMS PDU (OMA-TS-MMS_ENC 1.3 §6). Each record checks in its constructor that the headers its
 * table calls mandatory are there; the rest is read with {@link MmsHeaders#first} and {@link
 * MmsHeaders#all}.
 */
public sealed interface MmsPdu
        permits MmsPdu.MSendReq,
                MmsPdu.MSendConf,
                MmsPdu.MNotificationInd,
                MmsPdu.MNotifyRespInd,
                MmsPdu.MRetrieveConf,
                MmsPdu.MAcknowledgeInd,
                MmsPdu.MForwardReq,
                MmsPdu.MForwardConf,
                MmsPdu.MDeliveryInd,
                MmsPdu.MReadRecInd,
                MmsPdu.MReadOrigInd,
                MmsPdu.MDeleteReq,
                MmsPdu.MDeleteConf,
                MmsPdu.MCancelReq,
                MmsPdu.MCancelConf,
                MmsPdu.Other,
                MmboxPdu {
    /** The oldest X-Mms-MMS-Version, which stands for one that is missing. */
    int VERSION_1_0 = 0x10;

    MmsHeaders headers();

    /** {@return what follows Content-Type; empty for the PDUs that end with their headers} */
    default Octets body() {
        return Octets.EMPTY;
    }

    /** {@return the octet of X-Mms-Message-Type, 128 to 255} */
    int messageType();

    /** {@return the standard's name, such as {@code M-Send.req}} */
    default String name() {
        return MessageType.name(messageType());
    }

    /** {@return X-Mms-MMS-Version, 0x13 for 1.3; 1.0 where an unknown kind of PDU has none} */
    default int version() {
        return headers().first(MmsField.MMS_VERSION).orElse(VERSION_1_0);
    }

    /**
     * {@return the major number of {@link #version}: 1 for all that there are. PDUs of another may
     * mean something else by the same octets (§7.3.34)}
     */
    default int majorVersion() {
        return version() >> 4;
    }

    /**
     * M-Send.req, user agent to MMSC: a message (§6.1.1). {@code body} is what follows
     * Content-Type.
     */
    record MSendReq(MmsHeaders headers, Octets body) implements MmsPdu {
        public MSendReq {
            headers.require(
                    MmsField.TRANSACTION_ID,
                    MmsField.MMS_VERSION,
                    MmsField.FROM,
                    MmsField.CONTENT_TYPE);
        }

        @Override
        public int messageType() {
            return MessageType.M_SEND_REQ;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public From from() {
            return headers.mandatory(MmsField.FROM);
        }

        public ContentType contentType() {
            return headers.mandatory(MmsField.CONTENT_TYPE);
        }
    }

    /** M-Send.conf, MMSC to user agent (§6.1.2). */
    record MSendConf(MmsHeaders headers) implements MmsPdu {
        public MSendConf {
            headers.require(
                    MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.RESPONSE_STATUS);
        }

        @Override
        public int messageType() {
            return MessageType.M_SEND_CONF;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public ResponseStatus responseStatus() {
            return headers.mandatory(MmsField.RESPONSE_STATUS);
        }

        public Optional<String> messageId() {
            return headers.first(MmsField.MESSAGE_ID);
        }
    }

    /** M-Notification.ind, MMSC to user agent (§6.2). */
    record MNotificationInd(MmsHeaders headers) implements MmsPdu {
        public MNotificationInd {
            headers.require(
                    MmsField.TRANSACTION_ID,
                    MmsField.MMS_VERSION,
                    MmsField.MESSAGE_CLASS,
                    MmsField.MESSAGE_SIZE,
                    MmsField.EXPIRY,
                    MmsField.CONTENT_LOCATION);
        }

        @Override
        public int messageType() {
            return MessageType.M_NOTIFICATION_IND;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public String contentLocation() {
            return headers.mandatory(MmsField.CONTENT_LOCATION);
        }
    }

    /** M-NotifyResp.ind, user agent to MMSC (§6.2). */
    record MNotifyRespInd(MmsHeaders headers) implements MmsPdu {
        public MNotifyRespInd {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.STATUS);
        }

        @Override
        public int messageType() {
            return MessageType.M_NOTIFYRESP_IND;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public Status status() {
            return headers.mandatory(MmsField.STATUS);
        }
    }

    /** M-Retrieve.conf, MMSC to user agent (§6.3). {@code body} is what follows Content-Type. */
    record MRetrieveConf(MmsHeaders headers, Octets body) implements MmsPdu {
        public MRetrieveConf {
            headers.require(MmsField.MMS_VERSION, MmsField.DATE, MmsField.CONTENT_TYPE);
        }

        @Override
        public int messageType() {
            return MessageType.M_RETRIEVE_CONF;
        }

        /** {@return the id to acknowledge with; without it no M-Acknowledge.ind is wanted} */
        public Optional<String> transactionId() {
            return headers.first(MmsField.TRANSACTION_ID);
        }

        public Instant date() {
            return headers.mandatory(MmsField.DATE);
        }

        public ContentType contentType() {
            return headers.mandatory(MmsField.CONTENT_TYPE);
        }
    }

    /** M-Acknowledge.ind, user agent to MMSC (§6.4). */
    record MAcknowledgeInd(MmsHeaders headers) implements MmsPdu {
        public MAcknowledgeInd {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION);
        }

        @Override
        public int messageType() {
            return MessageType.M_ACKNOWLEDGE_IND;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }
    }

    /** M-Forward.req, user agent to MMSC: send on what has not been retrieved (§6.5.1). */
    record MForwardReq(MmsHeaders headers) implements MmsPdu {
        public MForwardReq {
            headers.require(
                    MmsField.TRANSACTION_ID,
                    MmsField.MMS_VERSION,
                    MmsField.FROM,
                    MmsField.CONTENT_LOCATION);
        }

        @Override
        public int messageType() {
            return MessageType.M_FORWARD_REQ;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public From from() {
            return headers.mandatory(MmsField.FROM);
        }

        public String contentLocation() {
            return headers.mandatory(MmsField.CONTENT_LOCATION);
        }
    }

    /** M-Forward.conf, MMSC to user agent (§6.5.2). */
    record MForwardConf(MmsHeaders headers) implements MmsPdu {
        public MForwardConf {
            headers.require(
                    MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.RESPONSE_STATUS);
        }

        @Override
        public int messageType() {
            return MessageType.M_FORWARD_CONF;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public ResponseStatus responseStatus() {
            return headers.mandatory(MmsField.RESPONSE_STATUS);
        }

        public Optional<String> messageId() {
            return headers.first(MmsField.MESSAGE_ID);
        }
    }

    /** M-Delivery.ind, MMSC to user agent (§6.5). */
    record MDeliveryInd(MmsHeaders headers) implements MmsPdu {
        public MDeliveryInd {
            headers.require(
                    MmsField.MMS_VERSION,
                    MmsField.MESSAGE_ID,
                    MmsField.TO,
                    MmsField.DATE,
                    MmsField.STATUS);
        }

        @Override
        public int messageType() {
            return MessageType.M_DELIVERY_IND;
        }

        public String messageId() {
            return headers.mandatory(MmsField.MESSAGE_ID);
        }

        public Status status() {
            return headers.mandatory(MmsField.STATUS);
        }
    }

    /** M-Read-Rec.ind, user agent to MMSC: the recipient has read it (§6.7.2). */
    record MReadRecInd(MmsHeaders headers) implements MmsPdu {
        public MReadRecInd {
            headers.require(
                    MmsField.MMS_VERSION,
                    MmsField.MESSAGE_ID,
                    MmsField.TO,
                    MmsField.FROM,
                    MmsField.READ_STATUS);
        }

        @Override
        public int messageType() {
            return MessageType.M_READ_REC_IND;
        }

        public String messageId() {
            return headers.mandatory(MmsField.MESSAGE_ID);
        }

        public ReadStatus readStatus() {
            return headers.mandatory(MmsField.READ_STATUS);
        }
    }

    /** M-Read-Orig.ind, MMSC to user agent: a recipient has read it (§6.7.2). */
    record MReadOrigInd(MmsHeaders headers) implements MmsPdu {
        public MReadOrigInd {
            headers.require(
                    MmsField.MMS_VERSION,
                    MmsField.MESSAGE_ID,
                    MmsField.TO,
                    MmsField.FROM,
                    MmsField.DATE,
                    MmsField.READ_STATUS);
        }

        @Override
        public int messageType() {
            return MessageType.M_READ_ORIG_IND;
        }

        public String messageId() {
            return headers.mandatory(MmsField.MESSAGE_ID);
        }

        public ReadStatus readStatus() {
            return headers.mandatory(MmsField.READ_STATUS);
        }
    }

    /** M-Delete.req, user agent to MMSC: messages not retrieved are not wanted. */
    record MDeleteReq(MmsHeaders headers) implements MmsPdu {
        public MDeleteReq {
            headers.require(
                    MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.CONTENT_LOCATION);
        }

        @Override
        public int messageType() {
            return MessageType.M_DELETE_REQ;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        /** {@return the messages to delete, one or more} */
        public List<String> contentLocations() {
            return headers.all(MmsField.CONTENT_LOCATION);
        }
    }

    /** M-Delete.conf, MMSC to user agent. */
    record MDeleteConf(MmsHeaders headers) implements MmsPdu {
        public MDeleteConf {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION);
            Deletion.require(headers);
        }

        @Override
        public int messageType() {
            return MessageType.M_DELETE_CONF;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        /** {@return the one outcome of all, where they are not counted} */
        public Optional<ResponseStatus> responseStatus() {
            return headers.first(MmsField.RESPONSE_STATUS);
        }

        /** {@return what became of each deletion, numbered as its location is} */
        public List<Deletion.Outcome> outcomes() {
            return headers.all(Deletion.OUTCOME);
        }
    }

    /** M-Cancel.req, MMSC to user agent: a message retrieved before is to be taken away. */
    record MCancelReq(MmsHeaders headers) implements MmsPdu {
        public MCancelReq {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.CANCEL_ID);
        }

        @Override
        public int messageType() {
            return MessageType.M_CANCEL_REQ;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public String cancelId() {
            return headers.mandatory(MmsField.CANCEL_ID);
        }
    }

    /** M-Cancel.conf, user agent to MMSC. */
    record MCancelConf(MmsHeaders headers) implements MmsPdu {
        public MCancelConf {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.CANCEL_STATUS);
        }

        @Override
        public int messageType() {
            return MessageType.M_CANCEL_CONF;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        /** {@return the octet of X-Mms-Cancel-Status, 128 for successfully received} */
        public int cancelStatus() {
            return headers.mandatory(MmsField.CANCEL_STATUS);
        }
    }

    /** Any other PDU, with nothing asked of its headers: to be shown or refused, not lost. */
    record Other(int messageType, MmsHeaders headers, Octets body) implements MmsPdu {
        public Other {
            if (messageType <= MessageType.M_CANCEL_CONF || messageType > 255) {
                throw new IllegalArgumentException(
                        "message type " + messageType + " has a record of its own, or none");
            }
        }
    }
}
