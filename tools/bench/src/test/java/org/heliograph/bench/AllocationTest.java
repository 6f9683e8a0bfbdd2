// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a message costs in heap, which unlike its time does not depend on the machine: a guard
 * against what would slow the codec down unnoticed. The bounds are a quarter above what interpreted
 * code takes; compiled code takes less.
 */
final class AllocationTest {
    private static final int ROUNDS = 300;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest(name = "{0}")
    @CsvSource({"GSM7, 1400", "UCS2, 1250", "CONCATENATED, 1850"})
    void decodingAnSmsDeliverTakesLittleHeap(Samples.Sms sample, int most) throws Exception {
        Octets octets = TpduCodec.encode(sample.deliver());
        assertTakesAtMost(
                most,
                () -> {
                    SmsDeliver deliver =
                            (SmsDeliver) TpduCodec.decodeFromServiceCentre(octets, Carrier.RP_DATA);
                    return deliver.userData().text(deliver.dataCodingScheme().alphabet());
                });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"GSM7, 1100", "UCS2, 670", "CONCATENATED, 1500"})
    void encodingAnSmsDeliverTakesLittleHeap(Samples.Sms sample, int most) throws Exception {
        assertTakesAtMost(most, () -> TpduCodec.encode(sample.deliver()));
    }

    @Test
    void decodingAnMmsNotificationTakesLittleHeap() throws Exception {
        Octets octets = MmsCodec.encode(Samples.Mms.NOTIFICATION.pdu(Octets.EMPTY));
        assertTakesAtMost(3_000, () -> MmsCodec.decode(octets));
    }

    @Test
    void decodingAnMmsDoesNotTouchItsBody() throws Exception {
        Octets octets = MmsCodec.encode(Samples.Mms.SEND_REQ.pdu(Samples.Mms.SEND_REQ.body()));
        assertTakesAtMost(5_000, () -> MmsCodec.decode(octets));
    }

    @Test
    void encodingAnMmsCopiesItsBodyOnce() throws Exception {
        Octets body = Samples.Mms.SEND_REQ.body();
        assertTakesAtMost(
                body.length() + 7_000, () -> MmsCodec.encode(Samples.Mms.SEND_REQ.pdu(body)));
    }

    private void assertTakesAtMost(long most, Callable<?> job) throws Exception {
        run(job); // loads its classes
        long before = threads.getCurrentThreadAllocatedBytes();
        run(job);
        long taken = (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
        assertTrue(taken <= most, taken + " octets of heap, at most " + most);
    }

    private static void run(Callable<?> job) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            job.call();
        }
    }
}
