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
import org.heliograph.mmsc.push.Push;
import org.heliograph.mmsc.push.PushJob;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells senders who has read their messages: M-Read-Orig.ind (OMA-TS-MMS_ENC 1.3 §6.7.2). */
public final class ReadReports implements PushJob {
    private static final Logger LOG = LoggerFactory.getLogger(ReadReports.class);

    private final PushStore store;
    private final InstantSource clock;
    private final Duration life;

    /**
     * @param life how long a report is worth pushing
     */
    public ReadReports(PushStore store, InstantSource clock, Duration life) {
        this.store = store;
        this.clock = clock;
        this.life = life;
    }

    @Override
    public PushKind kind() {
        return PushKind.READ_REPORT;
    }

    @Override
    public Msisdn to(Delivery delivery) {
        return delivery.message().sender();
    }

    @Override
    public Instant until(Delivery delivery) {
        return report(delivery).at().plus(life);
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

    @Override
    public void taken(Delivery delivery, Push push) {
        store.end(delivery.recipient().token(), kind(), clock.instant());
        LOG.info(
                "reported message={} about={} status={}",
                delivery.message().id(),
                delivery.recipient().address().masked(),
                report(delivery).status());
    }

    @Override
    public void tooLate(Delivery delivery) {
        store.end(delivery.recipient().token(), kind(), clock.instant());
        LOG.info(
                "report given up message={} about={} code=report-expired reason=\"not taken within"
                        + " {}\"",
                delivery.message().id(),
                delivery.recipient().address().masked(),
                life);
    }
}
