// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SmilTest {
    private static final Smil.Names NAMES =
            new Smil.Names(Map.of("a.png", "a.jpg", "v.3gp", "v.txt"), Set.of("v.3gp", "video1"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name of a picture   | <smil><img src="a.png"/></smil>         | <smil><img src="a.jpg"></img></smil>
                    a video gone        | <smil><video src="v.3gp" x="1"/></smil> | <smil><text src="v.txt" x="1"></text></smil>
                    by content id       | <smil><video src="cid:video1"/></smil>  | <smil><text src="cid:video1"></text></smil>
                    size of the screen  | <smil><root-layout width="320" height="240px"/><region top="101"/><region width="50%"/></smil> | <smil><root-layout width="160" height="120px"></root-layout><region top="50"></region><region width="50%"></region></smil>
                    document type goes  | <!DOCTYPE smil SYSTEM "http://192.0.2.1/x.dtd"><smil><img src="a.png"/></smil> | <smil><img src="a.jpg"></img></smil>
                    """)
    void keepsThePresentationInStep(String name, String smil, String edited) {
        assertEquals(Optional.of(edited), edited(smil), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<smil><root-layout width=\"160\" height=\"120\"/><img src=\"b.png\"/></smil>",
                "<smil><region width=\"1000\"/></smil>",
                "<smil><img src=\"a.png\"",
                "no XML",
                "",
                "<!DOCTYPE s [<!ENTITY a \"b\">]><smil><img src=\"&a;\"/></smil>",
            })
    void leavesWhatNeedsNoChangeOrCannotBeRead(String smil) {
        assertEquals(Optional.empty(), edited(smil));
    }

    @Test
    void keepsOtherLetters() {
        assertEquals(
                Optional.of(
                        "<smil><meta content=\"Grüße\"></meta><img src=\"a.jpg\"></img></smil>"),
                edited("<smil><meta content=\"Grüße\"/><img src=\"a.png\"/></smil>"));
    }

    @Test
    void endsWithWhatHasNoEnd() {
        String deep = "<a>".repeat(30_000);
        assertEquals(Optional.empty(), edited("<smil><img src=\"a.png\"/>" + deep));
        StringBuilder laughs = new StringBuilder("<!DOCTYPE s [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 20; i++) {
            laughs.append("<!ENTITY a%d \"&a%d;&a%d;&a%d;\">".formatted(i, i - 1, i - 1, i - 1));
        }
        laughs.append("]><smil><img src=\"a.png\"/>&a19;</smil>");
        assertEquals(Optional.empty(), edited(laughs.toString()));
    }

    private static Optional<String> edited(String smil) {
        return new Smil(NAMES, 160, 120)
                .edited(Octets.of(smil, StandardCharsets.UTF_8))
                .map(octets -> octets.toString(StandardCharsets.UTF_8));
    }
}
