// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceIfPresentFlag;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.SubmitMultiResult;
import org.junit.jupiter.api.Test;

/** One message for many, with jSMPP's client as the ESME. */
final class SubmitMultiTest extends EsmeScene {

    private SubmitMultiResult submit(byte[] text, String[] to, OptionalParameter... tlvs)
            throws Exception {
        return esme.session.submitMultiple(
                "",
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Info",
                Arrays.stream(to)
                        .map(
                                number ->
                                        new Address(
                                                TypeOfNumber.INTERNATIONAL,
                                                NumberingPlanIndicator.ISDN,
                                                number))
                        .toArray(Address[]::new),
                new ESMClass(),
                (byte) 0,
                (byte) 0,
                "",
                "",
                new RegisteredDelivery(1),
                ReplaceIfPresentFlag.DEFAULT,
                new RawDataCoding((byte) 0),
                (byte) 0,
                text,
                tlvs);
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "4477009" + (10_000 + i))
                .toArray(String[]::new);
    }

    @Test
    void bringsOneMessageToEachDestinationUnderOneId() throws Exception {
        SubmitMultiResult result = submit(new byte[] {'x'}, numbers(3));

        Set<String> reached = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            DeliverSm receipt = esme.nextDelivery();
            assertEquals(result.getMessageId(), receipt.getShortMessageAsDeliveryReceipt().getId());
            reached.add(receipt.getSourceAddr());
        }
        assertEquals(Set.of(numbers(3)), reached);
        assertEquals(3, centre.arrived.size());
        assertEquals(0, result.getUnsuccessDeliveries().length);
    }

    @Test
    void tellsWhichDestinationsGetNothing() throws Exception {
        SubmitMultiResult result =
                submit(new byte[] {'x'}, new String[] {"1234", "447700910000", "abc"});

        assertEquals("447700910000", centre.nextArrival().destinationAddress().value());
        Set<String> without = new HashSet<>();
        for (var one : result.getUnsuccessDeliveries()) {
            assertEquals(SMPPConstant.STAT_ESME_RINVDSTADR, one.getErrorStatusCode());
            without.add(one.getDestinationAddress().getAddress());
        }
        assertEquals(Set.of("1234", "abc"), without);
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () -> submit(new byte[] {'x'}, new String[] {"1234", "1235"}));
        assertEquals(SMPPConstant.STAT_ESME_RINVDSTADR, refused.getCommandStatus());
    }

    @Test
    void takesAsManyAsTheStandardHasAndNoMoreTextThanThat() throws Exception {
        assertEquals(0, submit(new byte[] {'x'}, numbers(254)).getUnsuccessDeliveries().length);
        for (int i = 0; i < 254; i++) {
            centre.nextArrival();
        }
        byte[] text = "x".repeat(20 * 153).getBytes(ISO_8859_1);
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () ->
                                submit(
                                        new byte[0],
                                        numbers(254),
                                        new OptionalParameter.Message_payload(text)));
        assertEquals(SMPPConstant.STAT_ESME_RINVMSGLEN, refused.getCommandStatus());
    }

    @Test
    void isAskedAboutAndCancelledAsOne() throws Exception {
        centre.handset =
                message ->
                        message.destinationAddress().value().endsWith("0")
                                ? new DeliveryOutcome.Delivered()
                                : new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        byte[] text = "x".repeat(200).getBytes(ISO_8859_1);
        String id =
                submit(new byte[0], numbers(3), new OptionalParameter.Message_payload(text))
                        .getMessageId();
        centre.nextArrival();
        centre.nextArrival();
        esme.nextDelivery();
        assertEquals(MessageState.ENROUTE, esme.state(id));

        esme.session.cancelShortMessage(
                "",
                id,
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Info",
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                "");
        for (int i = 0; i < 2; i++) {
            DeliverSm receipt = esme.nextDelivery();
            assertEquals(id, receipt.getShortMessageAsDeliveryReceipt().getId());
            assertEquals(
                    4,
                    receipt.getOptionalParameter(OptionalParameter.Message_state.class).getValue());
        }
        assertEquals(MessageState.DELETED, esme.state(id));
    }
}
