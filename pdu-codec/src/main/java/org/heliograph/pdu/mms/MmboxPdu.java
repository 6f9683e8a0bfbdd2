// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;

/**
 * The PDUs of the MMBox, a subscriber's store at the MMSC (OMA-TS-MMS_ENC 1.3 §6.8 and on). Where a
 * PDU has a body, {@link org.heliograph.pdu.wsp.Multipart} reads it if its content type is a
 * multipart; each message described is an {@link MMboxDescr} of media type {@link
 * MmsCodec#MEDIA_TYPE}.
 */
public sealed interface MmboxPdu extends MmsPdu {
    /** M-Mbox-Store.req, user agent to MMSC: keep a message, or change its state and flags. */
    record MMboxStoreReq(MmsHeaders headers) implements MmboxPdu {
        public MMboxStoreReq {
            headers.require(
                    MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.CONTENT_LOCATION);
        }

        @Override
        public int messageType() {
            return MessageType.M_MBOX_STORE_REQ;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public String contentLocation() {
            return headers.mandatory(MmsField.CONTENT_LOCATION);
        }
    }

    /** M-Mbox-Store.conf, MMSC to user agent. */
    record MMboxStoreConf(MmsHeaders headers) implements MmboxPdu {
        public MMboxStoreConf {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.STORE_STATUS);
        }

        @Override
        public int messageType() {
            return MessageType.M_MBOX_STORE_CONF;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        /** {@return the octet of X-Mms-Store-Status, 128 for Success} */
        public int storeStatus() {
            return headers.mandatory(MmsField.STORE_STATUS);
        }
    }

    /** M-Mbox-View.req, user agent to MMSC: show what the MMBox holds. */
    record MMboxViewReq(MmsHeaders headers) implements MmboxPdu {
        public MMboxViewReq {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION);
        }

        @Override
        public int messageType() {
            return MessageType.M_MBOX_VIEW_REQ;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }
    }

    /** M-Mbox-View.conf, MMSC to user agent. {@code body} is what follows Content-Type. */
    record MMboxViewConf(MmsHeaders headers, Octets body) implements MmboxPdu {
        public MMboxViewConf {
            headers.require(
                    MmsField.TRANSACTION_ID,
                    MmsField.MMS_VERSION,
                    MmsField.RESPONSE_STATUS,
                    MmsField.CONTENT_TYPE);
        }

        @Override
        public int messageType() {
            return MessageType.M_MBOX_VIEW_CONF;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public ResponseStatus responseStatus() {
            return headers.mandatory(MmsField.RESPONSE_STATUS);
        }

        public ContentType contentType() {
            return headers.mandatory(MmsField.CONTENT_TYPE);
        }
    }

    /** M-Mbox-Upload.req, user agent to MMSC: put a message of one's own into the MMBox. */
    record MMboxUploadReq(MmsHeaders headers, Octets body) implements MmboxPdu {
        public MMboxUploadReq {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.CONTENT_TYPE);
        }

        @Override
        public int messageType() {
            return MessageType.M_MBOX_UPLOAD_REQ;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public ContentType contentType() {
            return headers.mandatory(MmsField.CONTENT_TYPE);
        }
    }

    /** M-Mbox-Upload.conf, MMSC to user agent. */
    record MMboxUploadConf(MmsHeaders headers) implements MmboxPdu {
        public MMboxUploadConf {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.STORE_STATUS);
        }

        @Override
        public int messageType() {
            return MessageType.M_MBOX_UPLOAD_CONF;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        /** {@return the octet of X-Mms-Store-Status, 128 for Success} */
        public int storeStatus() {
            return headers.mandatory(MmsField.STORE_STATUS);
        }
    }

    /** M-Mbox-Delete.req, user agent to MMSC. */
    record MMboxDeleteReq(MmsHeaders headers) implements MmboxPdu {
        public MMboxDeleteReq {
            headers.require(
                    MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.CONTENT_LOCATION);
        }

        @Override
        public int messageType() {
            return MessageType.M_MBOX_DELETE_REQ;
        }

        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        /** {@return the messages to delete, one or more} */
        public List<String> contentLocations() {
            return headers.all(MmsField.CONTENT_LOCATION);
        }
    }

    /** M-Mbox-Delete.conf, MMSC to user agent. */
    record MMboxDeleteConf(MmsHeaders headers) implements MmboxPdu {
        public MMboxDeleteConf {
            headers.require(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION);
            Deletion.require(headers);
        }

        @Override
        public int messageType() {
            return MessageType.M_MBOX_DELETE_CONF;
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

    /**
     * M-Mbox-Descr: one message of the MMBox, a part of M-Mbox-View.conf or the body of
     * M-Mbox-Upload.req. It has the headers that were asked for, and a body only if the content
     * was; so nothing is mandatory that holds wherever it stands.
     */
    record MMboxDescr(MmsHeaders headers, Octets body) implements MmboxPdu {
        public MMboxDescr {
            if (!body.isEmpty()) {
                headers.require(MmsField.CONTENT_TYPE);
            }
        }

        @Override
        public int messageType() {
            return MessageType.M_MBOX_DESCR;
        }
    }
}
