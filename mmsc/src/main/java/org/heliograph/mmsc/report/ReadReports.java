// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.ReadReport;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;

/** Tells senders who has read their messages: M-Read-Orig.ind (OMA-TS-MMS_ENC 1.3 §6.7.2). */
public final class ReadReports extends Reports {
    /**
     * @param life how long a report is worth pushing
     */
    public ReadReports(PushStore store, InstantSource clock, Duration life) {
        super(store, clock, life);
    }

    @Override
    public PushKind kind() {
        return PushKind.READ_REPORT;
    }

    @Override
    Instant since(Delivery delivery) {
        return report(delivery).at();
    }

    @Override
    Object status(Delivery delivery) {
        return report(delivery).status();
    }

    @Override
    public MmsPdu pdu(Delivery delivery) {
        MultimediaMessage message = delivery.message();
        ReadReport.Received report = report(delivery);
        return new MmsPdu.MReadOrigInd(
                MmsHeaders.builder()
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .add(MmsField.MESSAGE_ID, message.id().value())
                        .add(MmsField.TO, Address.of(message.sender()).written())
                        .add(
                                MmsField.FROM,
                                new From.Address(delivery.recipient().address().written()))
                        .add(MmsField.DATE, report.at())
                        .add(MmsField.READ_STATUS, report.status())
                        .build());
    }

    private static ReadReport.Received report(Delivery delivery) {
        return switch (delivery.recipient().readReport()) {
            case ReadReport.Received received -> received;
            case ReadReport.Missing() ->
                    throw new IllegalStateException("a read report that nobody sent waits");
        };
    }
}
