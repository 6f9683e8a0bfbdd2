// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.wsp.Multipart;

/** What happens on a handset, as its screen would show it. */
public sealed interface HandsetEvent {
    record Registered(Duration expires) implements HandsetEvent {}

    record NotRegistered(String reason) implements HandsetEvent {}

    /** A whole text. */
    record TextReceived(String from, String text, int parts, OffsetDateTime timestamp)
            implements HandsetEvent {}

    /** 8-bit data that is no push we know. */
    record DataReceived(String from, Octets data) implements HandsetEvent {}

    /**
     * What became of an SMS we sent.
     *
     * @param messageReference TP-MR
     * @param status TP-ST
     */
    record StatusReportReceived(String recipient, int messageReference, int status)
            implements HandsetEvent {}

    record NotificationReceived(MmsPdu.MNotificationInd notification) implements HandsetEvent {}

    /** A multimedia message, fetched and confirmed. */
    record MmsReceived(MmsPdu.MRetrieveConf message, Multipart content, List<Path> files)
            implements HandsetEvent {}

    /** A multimedia message that could not be fetched or confirmed. */
    record MmsNotFetched(String url, String reason) implements HandsetEvent {}

    record DeliveryReportReceived(MmsPdu.MDeliveryInd report) implements HandsetEvent {}

    record ReadReportReceived(MmsPdu.MReadOrigInd report) implements HandsetEvent {}

    /**
     * A message acknowledged and then not shown, as an iPhone does with a filled RP-Destination.
     */
    record NotShown(String reason) implements HandsetEvent {}

    /** Something unreadable came. */
    record Unreadable(String what) implements HandsetEvent {}
}
