// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadReq;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.wsp.Multipart;

/**
 * The message in a PDU that brings one; an M-Mbox-Upload.req has it in an M-Mbox-Descr, which is
 * its body.
 *
 * @param headers none if the PDU brings no message
 * @param body the last octets of the PDU
 */
record Carried(MmsHeaders headers, Octets body) {
    /**
     * @param length of what was read of the PDU
     */
    static Carried in(MmsPdu pdu, int length, Reading reading) throws DecodeException {
        return switch (pdu) {
            case MSendReq send -> new Carried(send.headers(), send.body());
            case MMboxUploadReq upload
                    when upload.contentType().mediaType().equals(MmsCodec.MEDIA_TYPE) -> {
                int offset = length - upload.body().length();
                MmsPdu inside = MmsCodec.decode(OctetReader.at(offset, upload.body(), reading));
                yield new Carried(inside.headers(), inside.body());
            }
            case MMboxUploadReq upload -> new Carried(upload.headers(), upload.body());
            default -> new Carried(MmsHeaders.builder().build(), Octets.EMPTY);
        };
    }

    boolean isMultipart() {
        return headers.first(MmsField.CONTENT_TYPE).filter(Multipart::is).isPresent();
    }
}
