// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mmbox;

import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.ResponseStatus;

/** What became of a wish to store, as X-Mms-Store-Status says it (OMA-TS-MMS_ENC 1.3 §7.3.56). */
public sealed interface StoreOutcome {
    /** Adds it to an answer. */
    void addTo(MmsHeaders.Builder answer);

    /** Nobody wished it. */
    record NotAsked() implements StoreOutcome {
        @Override
        public void addTo(MmsHeaders.Builder answer) {
            // nothing to say
        }
    }

    /**
     * @param location the message's content location from now on
     */
    record Stored(String location) implements StoreOutcome {
        private static final int SUCCESS = 128;

        @Override
        public void addTo(MmsHeaders.Builder answer) {
            answer.add(MmsField.CONTENT_LOCATION, location).add(MmsField.STORE_STATUS, SUCCESS);
        }
    }

    /**
     * @param reason for people
     */
    record NotStored(Cause cause, String reason) implements StoreOutcome {
        @Override
        public void addTo(MmsHeaders.Builder answer) {
            answer.add(MmsField.STORE_STATUS, cause.status)
                    .add(MmsField.STORE_STATUS_TEXT, EncodedString.of(reason));
        }
    }

    /** Why nothing was stored. */
    enum Cause {
        STORE_FAILED(192, "store-failed"),
        NOT_ALLOWED(224, "mmbox-content"),
        FLAGS(224, "mmbox-flags"),
        VERSION(224, "mms-version"),
        BARRED(225, "mmbox-barred"),
        DISABLED(225, "mmbox-disabled"),
        CORRUPT(226, "mmbox-malformed"),
        UNKNOWN(227, "mmbox-unknown"),
        FULL(228, "mmbox-full");

        private final int status;
        private final String code;

        Cause(int status, String code) {
            this.status = status;
            this.code = code;
        }

        /** {@return how an answer says it that is not about storing (§7.3.48)} */
        ResponseStatus response() {
            return switch (this) {
                case VERSION -> ResponseStatus.ERROR_UNSUPPORTED_MESSAGE;
                case BARRED, DISABLED -> ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED;
                case UNKNOWN -> ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND;
                case CORRUPT -> ResponseStatus.ERROR_PERMANENT_MESSAGE_FORMAT_CORRUPT;
                case NOT_ALLOWED -> ResponseStatus.ERROR_PERMANENT_CONTENT_NOT_ACCEPTED;
                case STORE_FAILED -> ResponseStatus.ERROR_TRANSIENT_FAILURE;
                case FLAGS, FULL -> ResponseStatus.ERROR_PERMANENT_FAILURE;
            };
        }

        /** {@return the stable one of the log} */
        String code() {
            return code;
        }
    }
}
