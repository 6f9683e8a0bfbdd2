// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegInfoTest {
    /** The shape of TS 24.341 annex B.4, with what RFC 3680 §5 allows besides. */
    private static final String DOCUMENT =
            """
            <?xml version="1.0"?>
            <reginfo xmlns="urn:ietf:params:xml:ns:reginfo" xmlns:x="urn:x" version="7" state="partial">
              <registration aor="sip:alice@ims.example" id="a7" state="active">
                <contact id="77" state="active" event="registered" expires="600">
                  <uri>sip:[2001:db8::1]</uri>
                  <unknown-param name="+g.3gpp.smsip"></unknown-param>
                  <x:contact event="nothing of ours"/>
                </contact>
              </registration>
              <registration aor=" tel:+447700900001 " id="a8" state="terminated">
                <contact id="78" state="terminated" event="deactivated"><uri>sip:x</uri></contact>
                <contact id="79" state="terminated" event="rejected"><uri>sip:y</uri></contact>
              </registration>
              <registration aor="sip:bob@ims.example" id="a9" state="init"/>
            </reginfo>
            """;

    private static Optional<RegInfo> read(String text) {
        return RegInfo.read(Octets.of(text, StandardCharsets.UTF_8));
    }

    @Test
    void readsWhoIsRegisteredAndWhy() {
        assertEquals(
                Optional.of(
                        new RegInfo(
                                7,
                                false,
                                List.of(
                                        new RegInfo.Registered(
                                                "sip:alice@ims.example",
                                                true,
                                                List.of("registered")),
                                        new RegInfo.Registered(
                                                "tel:+447700900001",
                                                false,
                                                List.of("deactivated", "rejected")),
                                        new RegInfo.Registered(
                                                "sip:bob@ims.example", false, List.of())))),
                read(DOCUMENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no XML",
                "<reginfo version='0' state='full'/>",
                "<reginfo xmlns='urn:ietf:params:xml:ns:reginfo' state='full'/>",
                "<reginfo xmlns='urn:ietf:params:xml:ns:reginfo' version='x' state='full'/>",
                "<reginfo xmlns='urn:ietf:params:xml:ns:reginfo' version='0'><registration>",
                "<!DOCTYPE reginfo [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                        + "<reginfo xmlns='urn:ietf:params:xml:ns:reginfo' version='0' state='full'>"
                        + "<registration aor='x' state='active'>&a;</registration></reginfo>",
                "<!DOCTYPE reginfo><reginfo xmlns='urn:ietf:params:xml:ns:reginfo' version='0'/>"
            })
    void readsNothingElse(String text) {
        assertEquals(Optional.empty(), read(text));
    }

    @Test
    void boundsWhatItReads() {
        String start = "<reginfo xmlns='urn:ietf:params:xml:ns:reginfo' version='0' state='full'>";
        assertEquals(
                Optional.empty(),
                read(start + "<registration aor='a' state='active'/>".repeat(65) + "</reginfo>"));
        assertTimeout(
                Duration.ofSeconds(5), () -> read(start + "<a>".repeat(20_000) + "</reginfo>"));
    }

    @Test
    @Tag("long")
    void answersAnyOctetsWithADocumentOrNothing() {
        SplittableRandom random = new SplittableRandom(3_680);
        byte[] document = DOCUMENT.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = document.clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            RegInfo.read(Octets.of(broken));
        }
    }
}
