// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import gov.nist.javax.sip.SipStackImpl;
import java.lang.management.ManagementFactory;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The floor of SIP: JAIN-SIP at both ends in one process, by UDP. Each MESSAGE is answered 200 at
 * once and nothing is kept, with the transactions of its own or by its stateless provider.
 */
public final class JainEcho {
    /** Requests under way. */
    private static final int WINDOW = 50;

    private static final byte[] BODY =
            "as many octets as a short message in RP-DATA has, more or less".getBytes(US_ASCII);

    private final boolean transactions;
    private final SipProvider server;
    private final SipProvider client;
    private final MessageFactory messages;
    private final HeaderFactory headers;
    private final FromHeader from;
    private final ToHeader to;
    private final ContentTypeHeader type;
    private final List<Header> usual;
    private final int serverPort = Program.freePort();
    private final int clientPort = Program.freePort();
    private final Semaphore window = new Semaphore(WINDOW);
    private final AtomicLong answered = new AtomicLong();
    private long sent;

    private JainEcho(boolean transactions) throws Exception {
        this.transactions = transactions;
        SipStackImpl serving = stack("server");
        SipStackImpl asking = stack("client");
        server =
                serving.createSipProvider(
                        serving.createListeningPoint("127.0.0.1", serverPort, "udp"));
        client =
                asking.createSipProvider(
                        asking.createListeningPoint("127.0.0.1", clientPort, "udp"));
        messages = SipFactory.getInstance().createMessageFactory();
        headers = SipFactory.getInstance().createHeaderFactory();
        var addresses = SipFactory.getInstance().createAddressFactory();
        from =
                headers.createFromHeader(
                        addresses.createAddress("<sip:+447700900999@ims.example;user=phone>"), "a");
        to =
                headers.createToHeader(
                        addresses.createAddress(
                                "<sip:+447700900001@127.0.0.1:" + serverPort + ";user=phone>"),
                        null);
        type = headers.createContentTypeHeader("application", "vnd.3gpp.sms");
        usual =
                List.of(
                        headers.createHeader(
                                "P-Asserted-Identity",
                                "<sip:+447700900999@ims.example;user=phone>"),
                        headers.createHeader("Accept-Contact", "*;+g.3gpp.smsip;require;explicit"),
                        headers.createHeader("Request-Disposition", "no-fork"));
        server.addSipListener(new Server());
        client.addSipListener(new Client());
    }

    private static SipStackImpl stack(String name) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", name);
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", JainNoLog.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", JainNoTrace.class.getName());
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "2");
        return new SipStackImpl(properties);
    }

    /**
     * @param arguments {@code transactions} or {@code stateless}, seconds to warm up, seconds to
     *     measure; prints messages a second, processor time of one at both ends in µs, and the heap
     *     in MB that is in use at the end
     */
    public static void main(String[] arguments) throws Exception {
        var echo = new JainEcho(arguments[0].equals("transactions"));
        Duration warmup = Duration.ofSeconds(Long.parseLong(arguments[1]));
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        Thread sending = Thread.ofPlatform().daemon().start(echo::send);
        Program.pass(warmup);
        var cpu = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = echo.answered.get();
        long cpuBefore = cpu.getProcessCpuTime();
        long from = System.nanoTime();
        Program.pass(time);
        double count = echo.answered.get() - before;
        double seconds = (System.nanoTime() - from) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%.0f %.1f %d%n",
                count / seconds,
                (cpu.getProcessCpuTime() - cpuBefore) / 1e3 / count,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        sending.interrupt();
        System.exit(0);
    }

    private void send() {
        try {
            while (true) {
                if (!window.tryAcquire(5, TimeUnit.SECONDS)) {
                    window.release(WINDOW); // what UDP lost
                    continue;
                }
                Request request = request(++sent);
                if (transactions) {
                    client.getNewClientTransaction(request).sendRequest();
                } else {
                    client.sendRequest(request);
                }
            }
        } catch (InterruptedException e) {
            return; // the time is over
        } catch (SipException | ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of headers made once where they can be the same. */
    private Request request(long number)
            throws ParseException, SipException, InvalidArgumentException {
        var via = headers.createViaHeader("127.0.0.1", clientPort, "udp", "z9hG4bK" + number);
        Request request =
                messages.createRequest(
                        to.getAddress().getURI(),
                        Request.MESSAGE,
                        headers.createCallIdHeader(number + "@ims.example"),
                        headers.createCSeqHeader(1L, Request.MESSAGE),
                        from,
                        to,
                        List.of(via),
                        headers.createMaxForwardsHeader(70),
                        type,
                        BODY);
        usual.forEach(request::addHeader);
        return request;
    }

    /** What neither end is told of. */
    private abstract static class Deaf implements SipListener {
        @Override
        public void processRequest(RequestEvent event) {}

        @Override
        public void processResponse(ResponseEvent event) {}

        @Override
        public void processTimeout(TimeoutEvent event) {}

        @Override
        public void processIOException(IOExceptionEvent event) {}

        @Override
        public void processTransactionTerminated(TransactionTerminatedEvent event) {}

        @Override
        public void processDialogTerminated(DialogTerminatedEvent event) {}
    }

    private final class Server extends Deaf {
        @Override
        public void processRequest(RequestEvent event) {
            try {
                Response ok = messages.createResponse(Response.OK, event.getRequest());
                if (transactions) {
                    server.getNewServerTransaction(event.getRequest()).sendResponse(ok);
                } else {
                    server.sendResponse(ok);
                }
            } catch (Exception e) { // what the API throws, and a repeat
                return;
            }
        }
    }

    private final class Client extends Deaf {
        @Override
        public void processResponse(ResponseEvent event) {
            answered.incrementAndGet();
            window.release();
        }

        @Override
        public void processTimeout(TimeoutEvent event) {
            window.release();
        }
    }
}
