// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import org.heliograph.pdu.wsp.WspReader;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * X-Mms-Mbox-Totals and X-Mms-Mbox-Quotas: what an MMBox holds, and what it may hold
 * (OMA-TS-MMS_ENC 1.3 §7.3.25, §7.3.26). One header for each unit.
 *
 * @param amount not negative
 */
public record MboxAmount(Unit unit, long amount) {
    private static final MmsValue<Unit> UNIT = MmsValue.tokens(Unit.class);

    static final MmsValue<MboxAmount> VALUE =
            MmsValue.sized(
                    MboxAmount.class,
                    in -> new MboxAmount(UNIT.decoder().decode(in), WspReader.integer(in)),
                    (out, value) -> {
                        UNIT.encoder().accept(out, value.unit);
                        WspWriter.integer(out, value.amount);
                    },
                    value ->
                            value.amount + (value.unit == Unit.MESSAGES ? " messages" : " octets"));

    public MboxAmount {
        if (amount < 0) {
            throw new IllegalArgumentException("amount " + amount);
        }
    }

    /** In the order of their octets from 128: Message-total-token, Size-total-token. */
    public enum Unit {
        MESSAGES,
        OCTETS
    }
}
