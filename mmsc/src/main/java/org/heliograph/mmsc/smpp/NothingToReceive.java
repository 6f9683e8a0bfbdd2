// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.smpp;

import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;

/** We ask for no receipts; what an SMSC sends all the same is taken and dropped. */
final class NothingToReceive implements MessageReceiverListener {
    @Override
    public void onAcceptDeliverSm(DeliverSm deliverSm) {}

    @Override
    public void onAcceptAlertNotification(AlertNotification alertNotification) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm dataSm, Session source)
            throws ProcessRequestException {
        // ESME_RINVCMDID: data_sm is not ours to take (SMPP 3.4 §5.1.3)
        throw new ProcessRequestException("data_sm is not served", 0x00000003);
    }
}
