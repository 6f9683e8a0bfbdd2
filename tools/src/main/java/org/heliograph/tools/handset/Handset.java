// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.sip.message.Response;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.pdu.Summary;
import org.heliograph.tools.wire.EventLog;
import org.heliograph.tools.wire.Hop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handset with one subscriber: registers and stays registered, takes short messages and pushes,
 * fetches multimedia messages, sends both. Its HTTP goes through a {@link PacketGateway} of its
 * own.
 */
public final class Handset implements AutoCloseable {
    /** What arrives faster than it can be looked at is refused with 503, as by a busy phone. */
    private static final int MAX_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Handset.class);

    private final HandsetSettings settings;
    private final EventLog<HandsetEvent> log;
    private final PacketGateway gateway;
    private final SipUserAgent sip;
    private final Registration registration;
    private final Mms mms;
    private final ShortMessages shortMessages;
    private final BlockingQueue<SipInbox.Incoming> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Starts it; it registers by itself, which shows as {@link HandsetEvent.Registered}. */
    public static Handset start(HandsetSettings settings, Consumer<HandsetEvent> screen)
            throws IOException {
        Handset handset = new Handset(settings, screen);
        handset.threads.execute(handset::work);
        handset.threads.execute(handset.registration::keep);
        return handset;
    }

    private Handset(HandsetSettings settings, Consumer<HandsetEvent> screen) throws IOException {
        this.settings = settings;
        log = new EventLog<>(screen);
        gateway =
                new PacketGateway(settings.msisdn(), new Mm1Watch(settings.name(), settings.tap()));
        sip =
                new SipUserAgent(
                        settings.msisdn().toString(), settings.sip(), settings.tcp(), this::take);
        registration = new Registration(sip, log, new SipWatch(settings.name(), settings.tap()));
        mms = new Mms(settings, gateway, log);
        shortMessages =
                new ShortMessages(
                        settings, sip, log, mms, new SipWatch(settings.name(), settings.tap()));
    }

    /** {@return what has happened, to be waited for} */
    public EventLog<HandsetEvent> log() {
        return log;
    }

    public Msisdn msisdn() {
        return settings.msisdn();
    }

    /** {@return the way to HTTP servers that gives requests the identity of this subscriber} */
    public PacketGateway gateway() {
        return gateway;
    }

    /** Registers now instead of when it is due. */
    public void registerNow() {
        registration.wake();
    }

    /** Answers the next short message with RP-ERROR instead of RP-ACK. */
    public void refuseNext(int rpCause) {
        shortMessages.refuseNext(rpCause);
    }

    /**
     * Sends a text; one that is longer than an SMS goes out in parts. Blocks until the service
     * centre has answered each.
     *
     * @param to number with a plus sign, or a short code
     */
    public SmsResult sendSms(String to, String text, boolean statusReport)
            throws InterruptedException {
        return shortMessages.send(to, text, statusReport);
    }

    /** Sends a multimedia message. Blocks until M-Send.conf. */
    public Mm1Client.Answer sendMms(Composition message) throws InterruptedException {
        return mms.send(message);
    }

    /** Fetches and confirms a multimedia message; how it ends is in the log. */
    public void fetch(MmsPdu.MNotificationInd notification) throws InterruptedException {
        mms.fetch(notification);
    }

    /** Tells the MMSC that a multimedia message is fetched later: M-NotifyResp.ind, deferred. */
    public Mm1Client.Answer defer(MmsPdu.MNotificationInd notification)
            throws InterruptedException {
        return mms.defer(notification);
    }

    private int take(SipInbox.Incoming message) {
        String protocol = "SIP";
        settings.tap()
                .saw(new Hop("SMSC", settings.name(), protocol, "MESSAGE " + summary(message)));
        int status = Response.OK;
        if (!message.contentType().equals(SipUserAgent.CONTENT_TYPE)) {
            status = Response.UNSUPPORTED_MEDIA_TYPE;
        } else if (waiting.remainingCapacity() == 0) {
            status = Response.SERVICE_UNAVAILABLE;
        }
        String answer = status == Response.OK ? "200 OK" : Integer.toString(status);
        settings.tap().saw(new Hop(settings.name(), "SMSC", protocol, answer + " to MESSAGE"));
        if (status == Response.OK && !waiting.offer(message)) {
            return Response.SERVICE_UNAVAILABLE;
        }
        return status;
    }

    private static String summary(SipInbox.Incoming message) {
        return message.contentType().equals(SipUserAgent.CONTENT_TYPE)
                ? Summary.ofRp(message.body())
                : "of type " + message.contentType();
    }

    private void work() {
        try {
            while (true) {
                take(shortMessages, waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        }
    }

    /** Whatever is wrong with one message, the next one is looked at. */
    private static void take(ShortMessages shortMessages, SipInbox.Incoming message)
            throws InterruptedException {
        try {
            shortMessages.take(message);
        } catch (RuntimeException e) {
            LOG.error("a message cannot be shown call_id={}", message.callId(), e);
        }
    }

    /** Takes the registration away and stops. */
    @Override
    public void close() {
        registration.close();
        threads.shutdownNow();
        mms.close();
        gateway.close();
        sip.close();
    }

    /** What became of a text sent. */
    public sealed interface SmsResult {
        /** The service centre has all parts. */
        record Accepted(List<Integer> messageReferences) implements SmsResult {}

        record Refused(String reason) implements SmsResult {}
    }
}
