// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.cp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.cp.CpMessage.CpAck;
import org.heliograph.pdu.cp.CpMessage.CpData;
import org.heliograph.pdu.cp.CpMessage.CpError;
import org.heliograph.pdu.cp.CpMessage.TransactionIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first and last values that CP messages take, and the ones beyond. */
class CpBoundaryTest {
    private static final TransactionIdentifier FIRST = new TransactionIdentifier(0, false);

    /** TI flag, TI value and protocol discriminator: TS 24.007 §11.2.3.1.3. */
    @ParameterizedTest
    @CsvSource({"09, 0, false", "69, 6, false", "89, 0, true", "e9, 6, true"})
    void readsAndWritesTransactionIdentifiers(String octet, int value, boolean fromResponder)
            throws DecodeException {
        CpMessage ack = new CpAck(new TransactionIdentifier(value, fromResponder));
        assertEquals(ack, CpCodec.decode(Octets.ofHex(octet + "04")));
        assertEquals(octet + "04", CpCodec.encode(ack).toHex());
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "7f, 127", "96, 22"}) // bit 8 is extension (§8.1.4.2)
    void readsCauses(String octet, int cause) throws DecodeException {
        assertEquals(new CpError(FIRST, cause), CpCodec.decode(Octets.ofHex("0910" + octet)));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        refuses(
                "transaction identifier -1 is not 0 to 6",
                () -> new TransactionIdentifier(-1, false));
        refuses(
                "transaction identifier 7 is not 0 to 6",
                () -> new TransactionIdentifier(7, false));
        refuses("CP-Cause -1 is not 0 to 127", () -> new CpError(FIRST, -1));
        refuses("CP-Cause 128 is not 0 to 127", () -> new CpError(FIRST, 128));
        refuses(
                "249 octets of CP-User-Data, at most 248",
                () -> new CpData(FIRST, Octets.ofOwned(new byte[249])));
    }

    /** CP-User-Data is at most 249 octets, its length among them (§8.1.4.1). */
    @Test
    void carriesTheLongestUserData() throws DecodeException {
        Octets longest = Octets.ofOwned(new byte[248]);
        Octets message = Octets.ofHex("0901f8").plus(longest);
        assertEquals(new CpData(FIRST, longest), CpCodec.decode(message));
        assertEquals(message, CpCodec.encode(new CpData(FIRST, longest)));
    }

    @Test
    void refusesUserDataThatIsTooLongOrCutsIt() throws DecodeException {
        Octets message = Octets.ofHex("0901f9").plus(Octets.ofOwned(new byte[249]));
        var e = assertThrows(DecodeException.class, () -> CpCodec.decode(message));
        assertEquals("CP-DATA at octet 2: 249 octets of CP-User-Data, at most 248", e.getMessage());
        CpMessage cut = CpCodec.decode(new OctetReader(message.slice(0, 251), Reading.kind()));
        assertEquals(new CpData(FIRST, Octets.ofOwned(new byte[248])), cut);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            length of what follows     | 09 01 02 cafe | cafe | ''
            length zero and nothing    | 09 01 00      | ''   | ''
            nothing at all             | 09 01         | ''   | CP-DATA.CP-User-Data.length at octet 2: need 1 octets, have 0
            more than the length says  | 09 01 00 ca   | ca   | CP-DATA.CP-User-Data at octet 2: length 0, but 1 octets follow
            """)
    void readsUserDataKindly(String name, String hex, String rpdu, String deviation)
            throws DecodeException {
        Reading reading = Reading.kind();
        assertEquals(
                new CpData(FIRST, Octets.ofHex(rpdu)),
                CpCodec.decode(new OctetReader(Octets.ofHex(hex), reading)),
                name);
        assertEquals(
                deviation.isEmpty() ? "[]" : "[" + deviation + "]",
                reading.deviations().toString());
    }

    @Test
    void refusesOctetsAfterCpError() {
        var e = assertThrows(DecodeException.class, () -> CpCodec.decode(Octets.ofHex("09101600")));
        assertEquals("CP-ERROR at octet 3: 1 octets left over", e.getMessage());
    }

    private static void refuses(String message, Executable construction) {
        var e = assertThrows(IllegalArgumentException.class, construction);
        assertEquals(message, e.getMessage());
    }
}
