// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.smsc.message.ShortMessage;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.Test;

/** What an ESME says that is not for us: to another ESME as it came, to a handset in its words. */
final class PassThroughTest extends EsmeScene {
    private static final short VENDOR = 0x1401;

    private String submit(
            String to, int esmClass, int registered, byte[] text, OptionalParameter... tlvs)
            throws Exception {
        return esme.session
                .submitShortMessage(
                        "CMT",
                        TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "Info",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.ISDN,
                        to,
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 2,
                        "",
                        "",
                        new RegisteredDelivery(registered),
                        (byte) 0,
                        new RawDataCoding((byte) 4),
                        (byte) 0,
                        text,
                        tlvs)
                .getMessageId();
    }

    private static OptionalParameter[] segment(int sequence) {
        return new OptionalParameter[] {
            new OptionalParameter.Sar_msg_ref_num((short) 0x1234),
            new OptionalParameter.Sar_total_segments((byte) 2),
            new OptionalParameter.Sar_segment_seqnum((byte) sequence),
            new OptionalParameter.Source_port((short) 9200),
            new OptionalParameter.Destination_port((short) 2948)
        };
    }

    @Test
    void passesOnServiceTypePriorityAndUnknownTlvs() throws Exception {
        submit(
                "1000",
                0x80 | 0x08,
                0x0C,
                new byte[] {'x'},
                new OptionalParameter.User_message_reference((short) 7),
                new OptionalParameter.OctetString(VENDOR, new byte[] {1, 2, 3}));

        DeliverSm message = esme.nextDelivery();
        assertEquals("CMT", message.getServiceType());
        assertEquals(2, message.getPriorityFlag());
        assertEquals((byte) 0x88, message.getEsmClass());
        assertEquals(0x0C, message.getRegisteredDelivery());
        assertArrayEquals(new byte[] {'x'}, message.getShortMessage());
        assertEquals(
                7,
                message.getOptionalParameter(OptionalParameter.User_message_reference.class)
                        .getValue());
        assertArrayEquals(
                new byte[] {1, 2, 3},
                ((OptionalParameter.OctetString) message.getOptionalParameter(VENDOR)).getValue());
    }

    @Test
    void segmentsStayTlvsTowardsAnEsme() throws Exception {
        submit("1000", 0, 0, new byte[] {'x'}, segment(2));

        DeliverSm message = esme.nextDelivery();
        assertEquals(0, message.getEsmClass());
        assertArrayEquals(new byte[] {'x'}, message.getShortMessage());
        assertEquals(
                0x1234,
                message.getOptionalParameter(OptionalParameter.Sar_msg_ref_num.class).getValue());
        assertEquals(
                2,
                message.getOptionalParameter(OptionalParameter.Sar_total_segments.class)
                        .getValue());
        assertEquals(
                2,
                message.getOptionalParameter(OptionalParameter.Sar_segment_seqnum.class)
                        .getValue());
        assertEquals(
                2948,
                message.getOptionalParameter(OptionalParameter.Destination_port.class).getValue());
    }

    @Test
    void segmentsAndPortsBecomeAHeaderTowardsAHandset() throws Exception {
        submit("+" + HANDSET, 0, 0, new byte[] {'x'}, segment(1));

        assertEquals(
                List.of(
                        new InformationElement.Concatenation(0x1234, true, 2, 1),
                        new InformationElement.Ports(2948, 9200, true)),
                centre.nextArrival().userData().header());
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () -> submit("+" + HANDSET, 0, 0, new byte[130], segment(2)));
        assertEquals(SMPPConstant.STAT_ESME_RINVMSGLEN, refused.getCommandStatus());
    }

    @Test
    void segmentsThatMakeNoSenseAreNoSegments() throws Exception {
        submit(
                "+" + HANDSET,
                0,
                0,
                new byte[] {'x'},
                new OptionalParameter.Sar_msg_ref_num((short) 1));
        assertEquals(List.of(), centre.nextArrival().userData().header());
    }

    @Test
    void boundsWhatIsPassedOn() throws Exception {
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () ->
                                submit(
                                        "1000",
                                        0,
                                        0,
                                        new byte[] {'x'},
                                        new OptionalParameter.OctetString(
                                                VENDOR, new byte[2_045])));
        assertEquals(SMPPConstant.STAT_ESME_RINVTLVLEN, refused.getCommandStatus());
        submit(
                "1000",
                0,
                0,
                new byte[] {'x'},
                new OptionalParameter.OctetString(VENDOR, new byte[2_044]));
        assertEquals(1, esme.nextDelivery().getOptionalParameters().length);
    }

    @Test
    void carriesTheLongestTextThatItsPartsHold() throws Exception {
        byte[] text = "x".repeat(255 * 67).getBytes(UTF_16BE);
        String id =
                esme.submit(
                        HANDSET, 0, 8, 0, new byte[0], new OptionalParameter.Message_payload(text));
        ShortMessage last = centre.nextArrival();
        for (int part = 2; part <= 255; part++) {
            last = centre.nextArrival();
        }
        assertEquals(id, last.id().toString());
        assertNull(centre.arrived.peek());
    }
}
