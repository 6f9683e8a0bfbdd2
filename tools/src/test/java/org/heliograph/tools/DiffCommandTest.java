// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
    private static final String A = "040291210000621122811000000141";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            text        | 040291210000621122811000000142   | SMS-DELIVER.TP-UD.text  14 / 14  A → B
            address     | 040291310000621122811000000141   | SMS-DELIVER.TP-OA  1 / 1  +12 → +13
            a bit       | 000291210000621122811000000141   | SMS-DELIVER.TP-MMS  0 / 0  no more messages are waiting → more messages are waiting
            gone        | 0402912100006211228110000000     | SMS-DELIVER.TP-UD.TP-UDL  13 / 13  1 septet → 0 septets;SMS-DELIVER.TP-UD.text  14 / -  A → -
            """)
    void namesTheFieldsThatDiffer(String name, String b, String lines) {
        CommandRun run = CommandRun.of("pdu", "diff", A, b);
        assertEquals(lines.replace(';', '\n') + "\n", run.out(), name);
        assertEquals(1, run.code());
        assertEquals("", run.err());
    }

    @Test
    void saysThatPdusAreTheSame() {
        CommandRun run = CommandRun.of("pdu", "diff", A, A);
        assertEquals("identical\n", run.out());
        assertEquals(0, run.code());
    }

    @Test
    void printsJson() {
        CommandRun run = CommandRun.of("pdu", "diff", "--json", A, A.replace("9121", "9131"));
        assertEquals(
                """
                {
                  "differences" : [
                    {
                      "path" : "SMS-DELIVER.TP-OA",
                      "a" : {
                        "offset" : 1,
                        "octets" : "029121",
                        "meaning" : "+12"
                      },
                      "b" : {
                        "offset" : 1,
                        "octets" : "029131",
                        "meaning" : "+13"
                      }
                    }
                  ]
                }
                """,
                run.out());
    }

    @Test
    void saysWhatCannotBeRead() {
        CommandRun run = CommandRun.of("pdu", "diff", A, "04");
        assertEquals(1, run.code());
        assertTrue(run.err().startsWith("SMS-DELIVER.TP-OA.Address-Length at octet 1"), run.err());
    }
}
