// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.firewall.FirewallRules;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Pushes as networks really sent them, by somebody who is not our MMSC, hidden in every way. */
final class RealAttacksTest extends EsmeScene {
    private static final int BLOCKED = 0x45;
    private static final Path VECTORS =
            Path.of(System.getProperty("heliograph.root", ".."), "../shared/vectors/wap-push");

    /** Octets of user data in one short message. */
    private static final int ROOM = 140;

    private static final String PORTS_16 = "05040b8423f0";
    private static final String PORTS_8 = "040284f0";

    @Override
    TestCentre open() throws Exception {
        return TestCentre.behind(FirewallRules.all(), store);
    }

    private static List<String> pushes() throws IOException {
        Path file = VECTORS.resolve("wap-push.json");
        Assumptions.assumeTrue(Files.exists(file), "needs ../shared/vectors");
        return Pattern.compile("\"hex\": *\"([0-9a-f]+)\"")
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .filter(hex -> !hex.equals("000608beaf848ddbb481")) // no push: headers end beyond
                .toList();
    }

    /** {@return command_status} */
    private int submit(int esmClass, String hex, OptionalParameter... more) throws Exception {
        try {
            esme.submit("447711000001", esmClass, 4, 0, Octets.ofHex(hex).toArray(), more);
            return 0;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        }
    }

    private static OptionalParameter tlv(int tag, String hex) {
        return new OptionalParameter.OctetString((short) tag, Octets.ofHex(hex).toArray());
    }

    private static String octet(int value) {
        return HexFormat.of().toHexDigits((byte) value);
    }

    /** {@return the segments of a push, each with these ports beside its place} */
    private static List<String> segments(String push, String ports) {
        int room = 2 * (ROOM - 1 - 5 - ports.length() / 2);
        int total = (push.length() + room - 1) / room;
        var all = new ArrayList<String>();
        for (int i = 0; i < total; i++) {
            String header = ports + "000307" + octet(total) + octet(i + 1);
            String part = push.substring(i * room, Math.min(push.length(), (i + 1) * room));
            all.add(octet(header.length() / 2) + header + part);
        }
        return all;
    }

    private void assertBlocked(String how, int status) {
        assertEquals(BLOCKED, status, how);
    }

    @Test
    void everySegmentWithPortsIsBlocked() throws Exception {
        for (String push : pushes()) {
            for (String ports : List.of(PORTS_16, "0402f0f0" + PORTS_16)) {
                for (String segment : segments(push, ports)) {
                    assertBlocked(ports + " " + segment, submit(0x40, segment));
                }
            }
        }
        assertTrue(centre.arrived.isEmpty());
    }

    /** 8-bit ports name none of WAP's; without the first segment the others are nothing. */
    @Test
    void theFirstSegmentWithoutPortsOfPushesIsBlocked() throws Exception {
        for (String push : pushes()) {
            assertBlocked(push, submit(0x40, segments(push, "").getFirst()));
            assertBlocked(push, submit(0x40, segments(push, PORTS_8).getFirst()));
        }
    }

    @Test
    void messagePayloadIsBlocked() throws Exception {
        for (String push : pushes()) {
            OptionalParameter bare = tlv(0x0424, push);
            assertBlocked("bare " + push, submit(0, "", bare));
            assertBlocked(
                    "ports beside", submit(0, "", tlv(0x020A, "23f0"), tlv(0x020B, "0b84"), bare));
            assertBlocked("header", submit(0x40, "", tlv(0x0424, "06" + PORTS_16 + push)));
        }
    }

    @Test
    void segmentsBySarAreBlocked() throws Exception {
        for (String push : pushes()) {
            int room = 2 * 100; // leaves some for the header that it becomes
            int total = (push.length() + room - 1) / room;
            for (int i = 0; i < total; i++) {
                String part = push.substring(i * room, Math.min(push.length(), (i + 1) * room));
                OptionalParameter[] sar = {
                    tlv(0x020C, "0007"), tlv(0x020E, octet(total)), tlv(0x020F, octet(i + 1))
                };
                OptionalParameter[] ports = {
                    sar[0], sar[1], sar[2], tlv(0x020A, "23f0"), tlv(0x020B, "0b84")
                };
                assertBlocked("sar with ports " + part, submit(0, part, ports));
                if (i == 0) {
                    assertBlocked("the first by sar " + part, submit(0, part, sar));
                }
            }
        }
    }

    /** 3GPP TS 31.115 §4: a command packet for the toolkit, as a card takes it. */
    @Test
    void securedPacketsAreBlockedInSegmentsToo() throws Exception {
        String packet =
                "00281516193919b00011b4e4d2d1a94b0e4b8b05fcd7f4a1f8c9e22f58c3f4ef5b6ad08f4c0f00"
                        .toLowerCase(Locale.ROOT);
        assertBlocked("one", submit(0x40, "027000" + packet));
        assertBlocked("the first of two", submit(0x40, "0700030702017000" + packet));
        assertBlocked("of class 2", submitToCard(packet));
    }

    private int submitToCard(String packet) throws Exception {
        try {
            esme.submit("447711000001", 0x40, 0xF6, 0, Octets.ofHex("027000" + packet).toArray());
            return 0;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        }
    }
}
