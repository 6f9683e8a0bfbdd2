// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.Status;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.mms.PartFolder;
import org.heliograph.tools.wire.EventLog;

/** The MMS half of a handset: fetches what it is told of, confirms, sends (OMA-TS-MMS_CTR §6). */
final class Mms implements AutoCloseable {
    private static final int MMS_VERSION_1_2 = 0x12;

    private final URI mm1;
    private final Mm1Client client;
    private final EventLog<HandsetEvent> log;
    private final PartFolder folder;
    private final boolean fetchesAtOnce;

    /** Transactions whose message the user wants later. */
    private final Set<String> deferred = ConcurrentHashMap.newKeySet();

    Mms(HandsetSettings settings, PacketGateway gateway, EventLog<HandsetEvent> log) {
        mm1 = settings.mm1();
        client = new Mm1Client(Optional.of(gateway.address()), Map.of());
        folder = new PartFolder(settings.folder());
        fetchesAtOnce = settings.fetchesAtOnce();
        this.log = log;
    }

    Mm1Client.Answer send(Composition message) throws InterruptedException {
        return client.post(mm1, message.toPdu());
    }

    /** Takes what a push brought. */
    void take(MmsPdu pdu) throws InterruptedException {
        switch (pdu) {
            case MmsPdu.MNotificationInd notification -> {
                log.add(new HandsetEvent.NotificationReceived(notification));
                if (fetchesAtOnce) {
                    fetch(notification);
                }
            }
            case MmsPdu.MDeliveryInd report ->
                    log.add(new HandsetEvent.DeliveryReportReceived(report));
            case MmsPdu.MReadOrigInd report -> log.add(new HandsetEvent.ReadReportReceived(report));
            default -> log.add(new HandsetEvent.Unreadable("a push of " + pdu.name()));
        }
    }

    /** Tells the MMSC that the message is fetched later. */
    Mm1Client.Answer defer(MmsPdu.MNotificationInd notification) throws InterruptedException {
        deferred.add(notification.transactionId());
        return client.post(mm1, notifyResp(notification, Status.DEFERRED));
    }

    void fetch(MmsPdu.MNotificationInd notification) throws InterruptedException {
        String url = notification.contentLocation();
        try {
            Mm1Client.Answer answer = client.get(URI.create(url));
            switch (answer) {
                case Mm1Client.Answer.Pdu(MmsPdu.MRetrieveConf conf) ->
                        keep(notification, conf, url);
                case Mm1Client.Answer.Pdu(MmsPdu other) -> notFetched(url, other.name());
                case Mm1Client.Answer.Empty() -> notFetched(url, "empty answer");
                case Mm1Client.Answer.Refused(_, String reason) -> notFetched(url, reason);
            }
        } catch (IllegalArgumentException e) {
            notFetched(url, "no URL that can be fetched");
        } catch (DecodeException e) {
            notFetched(url, "content unreadable: " + e.getMessage());
        } catch (IOException e) {
            notFetched(url, "cannot be saved: " + e.getMessage());
        }
    }

    /** Saves first and confirms then: what is confirmed the MMSC forgets. */
    private void keep(
            MmsPdu.MNotificationInd notification, MmsPdu.MRetrieveConf message, String url)
            throws DecodeException, IOException, InterruptedException {
        Multipart content = Multipart.decode(message.body());
        var files = folder.save(content);
        boolean wasDeferred = deferred.remove(notification.transactionId());
        MmsPdu confirmation =
                wasDeferred
                        ? acknowledge(message.transactionId().orElse(notification.transactionId()))
                        : notifyResp(notification, Status.RETRIEVED);
        switch (client.post(mm1, confirmation)) {
            case Mm1Client.Answer.Empty() ->
                    log.add(new HandsetEvent.MmsReceived(message, content, files));
            case Mm1Client.Answer.Pdu(MmsPdu pdu) ->
                    notFetched(url, confirmation.name() + " answered with " + pdu.name());
            case Mm1Client.Answer.Refused(_, String reason) ->
                    notFetched(url, confirmation.name() + " refused: " + reason);
        }
    }

    private static MmsPdu notifyResp(MmsPdu.MNotificationInd notification, Status status) {
        return new MmsPdu.MNotifyRespInd(
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, notification.transactionId())
                        .add(MmsField.MMS_VERSION, MMS_VERSION_1_2)
                        .add(MmsField.STATUS, status)
                        .add(MmsField.REPORT_ALLOWED, true)
                        .build());
    }

    /** What confirms a message that had been deferred (OMA-TS-MMS_CTR §6.3). */
    private static MmsPdu acknowledge(String transactionId) {
        return new MmsPdu.MAcknowledgeInd(
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, MMS_VERSION_1_2)
                        .add(MmsField.REPORT_ALLOWED, true)
                        .build());
    }

    private void notFetched(String url, String reason) {
        log.add(new HandsetEvent.MmsNotFetched(url, reason));
    }

    @Override
    public void close() {
        client.close();
    }
}
