// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.util.List;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;

/** What a recipient sees of the headers of an M-Send.req. */
public final class ShownHeaders {
    /**
     * What the sender says of the message, beside its addresses and its content, and an
     * M-Retrieve.conf says too (OMA-TS-MMS_ENC 1.3 §6.3, table 5).
     */
    public static final List<MmsField<?>> DESCRIBING =
            List.of(
                    MmsField.SUBJECT,
                    MmsField.MESSAGE_CLASS,
                    MmsField.PRIORITY,
                    MmsField.DELIVERY_REPORT,
                    MmsField.READ_REPORT,
                    MmsField.DISTRIBUTION_INDICATOR,
                    MmsField.PREVIOUSLY_SENT_BY,
                    MmsField.PREVIOUSLY_SENT_DATE,
                    MmsField.APPLIC_ID,
                    MmsField.REPLY_APPLIC_ID,
                    MmsField.AUX_APPLIC_INFO,
                    MmsField.CONTENT_CLASS,
                    MmsField.DRM_CONTENT);

    private final Numbering numbering;

    public ShownHeaders(Numbering numbering) {
        this.numbering = numbering;
    }

    /**
     * {@return the headers that show this message, to which more may be added}
     *
     * <p>Bcc stays with us; the From of the M-Send.req is replaced by who the network says sent it;
     * what the sender said about its way to us is not passed on. All else is, as it came.
     */
    public MmsHeaders.Builder of(MultimediaMessage message) {
        MmsHeaders sent = message.headers();
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.MESSAGE_ID, message.id().value())
                        .add(MmsField.DATE, message.acceptedAt());
        if (message.senderShown()) {
            headers.add(MmsField.FROM, new From.Address(Address.of(message.sender()).written()));
        }
        copyAddresses(MmsField.TO, sent, headers);
        copyAddresses(MmsField.CC, sent, headers);
        DESCRIBING.forEach(field -> headers.copy(field, sent));
        headers.copy(MmsField.CONTENT_TYPE, sent);
        return headers;
    }

    /**
     * {@return who wrote it, for the sender himself}
     *
     * @param believed whether a From of the message's own is taken for true, as of one that a
     *     subscriber has put into his MMBox
     */
    public From writer(MultimediaMessage message, boolean believed) {
        return message.headers()
                .first(MmsField.FROM)
                .filter(from -> believed && from instanceof From.Address)
                .orElse(new From.Address(Address.of(message.sender()).written()));
    }

    /** Addresses in the standard's form, however the sender's handset wrote them. */
    public void copyAddresses(
            MmsField<EncodedString> field, MmsHeaders from, MmsHeaders.Builder to) {
        for (EncodedString written : from.all(field)) {
            to.add(
                    field,
                    switch (numbering.read(written.text())) {
                        case Address.Phone phone -> phone.written();
                        case Address.ShortCode code -> code.written();
                        case Address.Email _, Address.Unresolved _ -> written;
                    });
        }
    }
}
