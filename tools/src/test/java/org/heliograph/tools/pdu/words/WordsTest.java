// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ST  | 00 | received by the SME
            ST  | 21 | temporary error, still trying: SME busy
            ST  | 46 | permanent error: SM validity period expired
            ST  | 63 | temporary error, not trying any more: service rejected
            ST  | 75 | temporary error, not trying any more: specific to the SC
            ST  | 80 | reserved
            FCS | d3 | memory capacity exceeded
            FCS | e5 | specific to an application
            FCS | 85 | reserved
            PID | 00 | no telematic interworking
            PID | 05 | no telematic interworking, SM-AL protocol 5
            PID | 22 | telematic interworking: group 3 telefax
            PID | 47 | replace short message Type 7
            PID | 7f | (U)SIM data download
            PID | 80 | reserved
            PID | c1 | specific to the SC
            DCS | f6 | 8-bit data, class 2
            DCS | 20 | GSM 7-bit, compressed
            DCS | 58 | UCS-2, class 0, automatic deletion
            DCS | 80 | GSM 7-bit, reserved coding group
            DCS | c8 | GSM 7-bit, discard message, voicemail message waiting indication active
            DCS | e1 | UCS-2, store message, fax message waiting indication inactive
            CT  | 02 | delete previously submitted short message
            VP  | 8f | 720 minutes
            VP  | a7 | 24 hours
            VP  | ff | 63 weeks
            EVP | 41a7 0000 000000 | enhanced: PT24H, single shot
            EVP | 0312 5443 000000 | enhanced: PT21H45M34S
            RP  | 16 | 22 (memory capacity exceeded)
            RP  | 05 | 5 (not named by the standard)
            CP  | 51 | 81 (invalid transaction identifier value)
            IE  | 0a | text formatting
            IE  | c0 | SC specific IE 0xc0
            IE  | 30 | IE 0x30
            """)
    void areThoseOfTheStandards(String table, String hex, String words) {
        Octets octets = Octets.ofHex(hex);
        int octet = octets.at(0);
        String found =
                switch (table) {
                    case "ST" -> TransferWords.status(octet);
                    case "FCS" -> TransferWords.failureCause(octet);
                    case "PID" -> TransferWords.protocolIdentifier(octet);
                    case "DCS" -> TransferWords.dataCodingScheme(new DataCodingScheme(octet));
                    case "CT" -> TransferWords.commandType(octet);
                    case "VP" -> TransferWords.relativePeriod(octet);
                    case "EVP" -> TransferWords.enhancedPeriod(new ValidityPeriod.Enhanced(octets));
                    case "RP" -> RelayWords.rpCause(octet);
                    case "CP" -> RelayWords.cpCause(octet);
                    default -> ElementWords.name(octet);
                };
        assertEquals(words, found);
    }
}
