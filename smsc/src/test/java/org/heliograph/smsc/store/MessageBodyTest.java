// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;
import org.junit.jupiter.api.Test;

/** A message as the store keeps it, in every form there has been. */
final class MessageBodyTest {
    private static final Instant ACCEPTED = Instant.ofEpochMilli(0x0102030405L);

    private static ShortMessage message(MessageId submittedAs, SmppParameters parameters) {
        return new ShortMessage(
                new MessageId(7),
                new Origin.Esme("demo"),
                TpAddress.of("+44"),
                TpAddress.of("+45"),
                0x7F,
                DataCodingScheme.EIGHT_BIT,
                new UserData(List.of(), Octets.of(0xCA, 0xFE)),
                ReportRequest.FAILURE_ONLY,
                ACCEPTED,
                ACCEPTED,
                new Purpose.Carry(),
                submittedAs,
                parameters);
    }

    @Test
    void readsTheFirstForm() throws Exception {
        Octets first =
                Octets.ofHex(
                        "01"
                                + "00000464656d6f" // an ESME: demo
                                + "1100023434" // international, ISDN: 44
                                + "1100023435"
                                + "7f04" // TP-PID, TP-DCS
                                + "00000002cafe" // no header, two octets
                                + "02" // failures only
                                + "00000001020304050000000102030405"
                                + "00"); // carries
        assertEquals(message(new MessageId(7), SmppParameters.NONE), MessageBody.read(7, first));
    }

    @Test
    void keepsWhatOnlySmppHas() throws Exception {
        var parameters =
                new SmppParameters("CMT", 3, 0x88, 0x1F, 0xF5, true, Octets.ofHex("14010002beef"));
        ShortMessage message = message(new MessageId(9), parameters);
        assertEquals(message, MessageBody.read(7, MessageBody.write(message)));
    }

    @Test
    void refusesAFormOfALaterRelease() {
        assertThrows(IOException.class, () -> MessageBody.read(7, Octets.of(4)));
    }

    @Test
    void readsReceiptsOfTheSecondForm() throws Exception {
        var purpose = new Purpose.Receipt(new MessageId(9), MessageState.DELIVERED);
        ShortMessage like = message(new MessageId(7), SmppParameters.NONE);
        var receipt =
                new ShortMessage(
                        like.id(),
                        like.origin(),
                        like.originatingAddress(),
                        like.destinationAddress(),
                        like.protocolIdentifier(),
                        like.dataCodingScheme(),
                        like.userData(),
                        like.reportRequest(),
                        like.acceptedAt(),
                        like.expiresAt(),
                        purpose);
        String third = MessageBody.write(receipt).toHex();
        String second =
                "02"
                        + third.substring(2)
                                .replace(
                                        "010000000000000009" + "0100", "010000000000000009" + "01");
        assertEquals(third.length() - 2, second.length());
        assertEquals(receipt, MessageBody.read(7, Octets.ofHex(second)));
    }
}
