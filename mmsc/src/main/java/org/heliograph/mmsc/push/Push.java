// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.push;

import java.util.List;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.wappush.WapPush;

/**
 * What is handed to the SMSC.
 *
 * @param dataCodingScheme TP-DCS of all segments
 * @param segments TP-UD of each short message
 */
public record Push(DataCodingScheme dataCodingScheme, List<UserData> segments) {
    public Push {
        segments = List.copyOf(segments);
    }

    /**
     * {@return a push over WAP}
     *
     * @param reference low eight bits used
     */
    static Push of(MmsPdu pdu, int reference) {
        return new Push(DataCodingScheme.EIGHT_BIT, WapPush.segments(pdu, reference, reference));
    }

    /** {@return whether it is a text that people read} */
    public boolean isText() {
        return !dataCodingScheme.equals(DataCodingScheme.EIGHT_BIT);
    }

    /** {@return a text that people read} */
    public static Push ofText(String text, int reference) {
        Segmentation.Text segments = Segmentation.ofText(text, reference);
        return new Push(segments.dataCodingScheme(), segments.parts());
    }
}
