// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.sms.TpduCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Those who are compared do the same work. */
final class ContendersTest {
    @ParameterizedTest
    @EnumSource(Samples.Sms.class)
    void readTheSameShortMessage(Samples.Sms sample) {
        byte[] octets = TpduCodec.encode(sample.deliver()).toArray();
        MinimalSms.Deliver read = MinimalSms.decode(octets);
        assertEquals(sample.text, read.text);
        assertEquals(Samples.NUMBER, read.originator);
        assertEquals(Samples.TIME.getEpochSecond(), read.epochSecond);
        boolean concatenated = sample == Samples.Sms.CONCATENATED;
        assertEquals(concatenated ? Samples.REFERENCE : 0, read.reference);
        assertEquals(concatenated ? Samples.PARTS : 0, read.total);
        assertEquals(concatenated ? Samples.PART : 0, read.sequence);
    }

    @ParameterizedTest
    @EnumSource(Samples.Sms.class)
    void writeTheSameShortMessage(Samples.Sms sample) {
        DeliverEncode encode = new DeliverEncode();
        encode.sample = sample;
        encode.prepare();
        assertArrayEquals(encode.heliograph().toArray(), encode.minimal());
        assertArrayEquals(encode.heliograph().toArray(), encode.floor());
    }

    @Test
    void readAndWriteTheSameRpData() {
        RpDataEncode encode = new RpDataEncode();
        encode.prepare();
        assertArrayEquals(encode.heliograph().toArray(), encode.minimal());
        assertEquals(
                Samples.Sms.GSM7.text,
                MinimalSms.decodeInRpData(encode.heliograph().toArray()).text);
    }

    @Test
    void cloudhopperReadsAndWritesTheSameText() {
        for (Samples.Sms sample : List.of(Samples.Sms.GSM7, Samples.Sms.UCS2)) {
            DeliverDecode decode = new DeliverDecode();
            decode.sample = sample;
            decode.prepare();
            assertEquals(sample.text, decode.peer());
            DeliverEncode encode = new DeliverEncode();
            encode.sample = sample;
            byte[] text = encode.peer();
            byte[] whole = TpduCodec.encode(sample.deliver()).toArray();
            assertEquals(
                    Octets.of(whole).from(whole.length - text.length),
                    Octets.of(text),
                    "" + sample);
        }
    }

    @ParameterizedTest
    @EnumSource(Samples.Mms.class)
    void writeTheSameMms(Samples.Mms sample) {
        MmsEncode encode = new MmsEncode();
        encode.sample = sample;
        encode.prepare();
        assertArrayEquals(encode.heliograph().toArray(), encode.minimal());
    }

    @Test
    void readTheSameNotification() {
        MinimalMms.Headers read =
                MinimalMms.decode(
                        MmsCodec.encode(Samples.Mms.NOTIFICATION.pdu(Octets.EMPTY)).toArray());
        assertEquals(Samples.TRANSACTION_ID, read.transactionId);
        assertEquals(Samples.SENDER, read.from);
        assertEquals(Samples.SUBJECT, read.subject);
        assertEquals(Samples.BODY_OCTETS, read.size);
        assertEquals(Samples.EXPIRY.toSeconds(), read.expiry);
        assertEquals(Samples.LOCATION, read.location);
    }

    @Test
    void readTheSameSendReq() {
        Octets octets = MmsCodec.encode(Samples.Mms.SEND_REQ.pdu(Samples.Mms.SEND_REQ.body()));
        MinimalMms.Headers read = MinimalMms.decode(octets.toArray());
        assertEquals(Samples.RECIPIENTS, read.to);
        assertEquals(Samples.SENT.getEpochSecond(), read.date);
        assertEquals("application/smil", read.type);
        assertEquals("<smil>", read.start);
        assertEquals(Samples.BODY_OCTETS, octets.length() - read.end);
    }
}
