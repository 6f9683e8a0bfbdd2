// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.smpp;

import java.util.function.Consumer;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.subscribers.Msisdn;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an SMSC sends us: that a handset, which a push did not reach, is there again. We ask for no
 * receipts; those that it sends all the same are taken and dropped.
 */
final class FromSmsc implements MessageReceiverListener {
    private static final byte AVAILABLE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(FromSmsc.class);

    private final Consumer<Msisdn> available;

    /**
     * @param available gets the number of who is there again
     */
    FromSmsc(Consumer<Msisdn> available) {
        this.available = available;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm deliverSm) {}

    /** Without ms_availability_status it is there (SMPP 3.4 §5.3.2.30). */
    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
        var status = alert.getOptionalParameter(OptionalParameter.Ms_availability_status.class);
        if (status != null && status.getValue() != AVAILABLE) {
            return;
        }
        try {
            available.accept(new Msisdn(alert.getSourceAddr().replace("+", "")));
        } catch (IllegalArgumentException | StoreException e) {
            // not a number, or a disk that is full: its turn comes by the timetable
            LOG.warn("an alert_notification is passed over reason=\"{}\"", e.getMessage());
        }
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm dataSm, Session source)
            throws ProcessRequestException {
        // ESME_RINVCMDID: data_sm is not ours to take (SMPP 3.4 §5.1.3)
        throw new ProcessRequestException("data_sm is not served", 0x00000003);
    }
}
