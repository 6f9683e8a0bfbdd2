// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import org.heliograph.mmsc.message.Body;
import org.heliograph.mmsc.mmbox.Keeping;
import org.heliograph.mmsc.mmbox.Removals;
import org.heliograph.mmsc.mmbox.Uploads;
import org.heliograph.mmsc.mmbox.Views;
import org.heliograph.pdu.mms.MmboxPdu;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.subscribers.Msisdn;

/** What the MMSC does with each PDU of the MMBox. */
public final class MmboxPdus {
    private final Keeping keeping;
    private final Views views;
    private final Uploads uploads;
    private final Removals removals;

    public MmboxPdus(Keeping keeping, Views views, Uploads uploads, Removals removals) {
        this.keeping = keeping;
        this.views = views;
        this.uploads = uploads;
        this.removals = removals;
    }

    /**
     * @param headers of the message in it, if there is one
     * @param body of that message
     */
    Mm1.Answer receive(Msisdn from, MmboxPdu pdu, MmsHeaders headers, Body body) {
        if (pdu.headers().first(MmsField.TRANSACTION_ID).filter(String::isEmpty).isPresent()) {
            return new Mm1.Answer.Refused("malformed", "X-Mms-Transaction-ID is empty");
        }
        return switch (pdu) {
            case MmboxPdu.MMboxStoreReq store -> new Mm1.Answer.Reply(keeping.store(from, store));
            case MmboxPdu.MMboxViewReq view -> new Mm1.Answer.Reply(views.view(from, view));
            case MmboxPdu.MMboxUploadReq upload ->
                    new Mm1.Answer.Reply(uploads.upload(from, upload, headers, body));
            case MmboxPdu.MMboxDeleteReq delete ->
                    new Mm1.Answer.Reply(removals.delete(from, delete));
            case MmboxPdu.MMboxStoreConf _,
                    MmboxPdu.MMboxViewConf _,
                    MmboxPdu.MMboxUploadConf _,
                    MmboxPdu.MMboxDeleteConf _,
                    MmboxPdu.MMboxDescr _ ->
                    new Mm1.Answer.Refused(
                            "unexpected-pdu", "no user agent sends " + pdu.name() + " by itself");
        };
    }
}
