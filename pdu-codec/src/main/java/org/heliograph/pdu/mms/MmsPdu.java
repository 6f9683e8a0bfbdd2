// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;

/**
 * An MMS PDU (OMA-TS-MMS_ENC 1.3 §6). Each record checks in its constructor that the headers its
 * table calls mandatory are there; the rest is read with {@link MmsHeaders#first} and {@link
 * MmsHeaders#all}.
 */
public sealed interface MmsPdu {
    MmsHeaders headers();

    /**
     * M-Send.req, user agent to MMSC: a message (§6.1.1). {@code body} is what follows
     * Content-Type.
     */
    record MSendReq(MmsHeaders headers, Octets body) implements MmsPdu {
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
        public ResponseStatus responseStatus() {
            return headers.mandatory(MmsField.RESPONSE_STATUS);
        }

        public Optional<String> messageId() {
            return headers.first(MmsField.MESSAGE_ID);
        }
    }

    /** M-Notification.ind, MMSC to user agent (§6.2). */
    record MNotificationInd(MmsHeaders headers) implements MmsPdu {
        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public String contentLocation() {
            return headers.mandatory(MmsField.CONTENT_LOCATION);
        }
    }

    /** M-NotifyResp.ind, user agent to MMSC (§6.2). */
    record MNotifyRespInd(MmsHeaders headers) implements MmsPdu {
        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }

        public Status status() {
            return headers.mandatory(MmsField.STATUS);
        }
    }

    /** M-Retrieve.conf, MMSC to user agent (§6.3). {@code body} is what follows Content-Type. */
    record MRetrieveConf(MmsHeaders headers, Octets body) implements MmsPdu {
        public ContentType contentType() {
            return headers.mandatory(MmsField.CONTENT_TYPE);
        }
    }

    /** M-Acknowledge.ind, user agent to MMSC (§6.4). */
    record MAcknowledgeInd(MmsHeaders headers) implements MmsPdu {
        public String transactionId() {
            return headers.mandatory(MmsField.TRANSACTION_ID);
        }
    }

    /** M-Delivery.ind, MMSC to user agent (§6.5). */
    record MDeliveryInd(MmsHeaders headers) implements MmsPdu {
        public String messageId() {
            return headers.mandatory(MmsField.MESSAGE_ID);
        }

        public Status status() {
            return headers.mandatory(MmsField.STATUS);
        }
    }
}
