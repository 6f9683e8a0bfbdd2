// SPDX-License-Identifier: Apache-2.0
package org.heliograph.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.smsc.sip.SipEntry;

/**
 * What is fuzzed together: decoders that the same octets suit.
 *
 * @param vectors the directories of vectors to begin with
 * @param own octets to begin with, in hexadecimal digits
 */
record Target(Consumer<Octets> check, List<String> vectors, List<String> own) {
    static final Target TPDU =
            new Target(
                    octets -> {
                        for (Carrier carrier : Carrier.values()) {
                            Decoders.fromServiceCentre(carrier).check(octets);
                            Decoders.fromMobileStation(carrier).check(octets);
                        }
                    },
                    List.of("sms-tpdu"),
                    "040b914477009000f10000621120110000000ae8329bfd4697d9ec37",
                    "4c038121f30004621120110000000b060804123403010568690000",
                    "51050b914477009000f10008aa0800680069d83dde00",
                    "5905048121430000" + "62112011000000" + "0700034202016a00",
                    "c90504812143000043ff0000000000000131",
                    "0007007f1103e8f40a",
                    "01ff0762112011000021000404cafef00d",
                    "0642048121436211201100000062112011000000" + "4107000402dead",
                    "4203410200020481214302cafe");

    static final Target RP =
            new Target(
                    Decoders.RP::check,
                    List.of("rp-smsoip"),
                    "0105069144770900f0001c040b914477009000f10000621120110000000ae8329bfd4697d9ec37",
                    "00420006914477090000020100",
                    "0242",
                    "03424102" + "0100",
                    "0442016f",
                    "0542021d00" + "41020000",
                    "0642");

    static final Target CP =
            new Target(
                    Decoders.CP::check,
                    List.of("rp-smsoip"),
                    "190102" + "0642",
                    "9904",
                    "191061",
                    "a90101" + "00");

    static final Target USER_DATA_HEADER =
            new Target(
                    Decoders.HEADER::check,
                    List.of("sms-tpdu"),
                    "0003420201",
                    "0804123403020504" + "0b8423f0",
                    "0402f0f1" + "240101250103",
                    "0a03000412" + "0b020003" + "0d021003" + "2404");

    static final Target SMPP_USER_DATA =
            new Target(
                    octets -> {
                        for (Alphabet alphabet : Alphabet.values()) {
                            Decoders.smppUserData(false, alphabet).check(octets);
                            Decoders.smppUserData(true, alphabet).check(octets);
                        }
                    },
                    List.of("smpp"),
                    "0500034202016869",
                    "06050423f00b84" + "0068d83dde00");

    static final Target REASSEMBLY =
            new Target(
                    Reassemblies::check,
                    List.of(),
                    "00" + "0700030102016869" + "00" + "0700030102026a6b",
                    "01" + "080804000102026a6b" + "01" + "080804000102016869");

    static final Target CONTENT_TYPE =
            new Target(
                    Decoders.CONTENT_TYPE::check,
                    List.of("wap-push", "mms"),
                    "be",
                    "03ae81ea",
                    "1bb38a3c736d696c3e0089" + "6170706c69636174696f6e2f736d696c00",
                    "0d83819d8568692e74787400800200",
                    "0d8183239d01ff00cbcbcbcbcbcb",
                    "069e97223078613800",
                    "0a9e6e616d6500612e6200");

    static final Target WSP_HEADERS =
            new Target(
                    Decoders.WSP_HEADERS::check,
                    List.of("wap-push", "mms"),
                    "af84",
                    "c0223c6869" + "3e008e68692e74787400",
                    "ae0f818668692e6a70670092" + "045f3b3c00" + "7f0280" + "81",
                    "582d4100620092045f3b3c00",
                    "686f7374008e",
                    "6265617265722d696e6469636174696f6e0000",
                    "8188" + "8103ea8133" + "8399" + "8881" + "880282bc" + "8981");

    static final Target MULTIPART =
            new Target(
                    Decoders.MULTIPART::check,
                    List.of("mms"),
                    "00",
                    "0102039e8568" + "0001",
                    "020f050d83819d8568692e747874008e686900c022686900"
                            + "68656c6c6f"
                            + "01029e"
                            + "ffd8");

    static final Target WSP_PUSH =
            new Target(
                    Decoders.WSP_PUSH::check,
                    List.of("wap-push"),
                    "01060403beaf84" + "8c8298686900",
                    "250601ae" + "02056a0045c6080c0361626300850103696e2e00010101",
                    "250601b0" + "0206 6a00850a03616263000601".replace(" ", ""));

    static final Target MMS =
            new Target(
                    Decoders.MMS::check,
                    List.of("mms", "wap-push"),
                    "8c80"
                            + "98686900"
                            + "8d93"
                            + "89018197"
                            + "2b3434002f545950453d504c4d4e00"
                            + "84a3"
                            + "00",
                    "8c82"
                            + "98686900"
                            + "8d90"
                            + "8a808e020400"
                            + "8805810309"
                            + "3a80"
                            + "83687474703a2f2f6100",
                    "8c84" + "8d93" + "8504496f2d00" + "9604ea686900" + "84a3" + "0102039e85680001",
                    "8c95"
                            + "98686900"
                            + "8d93"
                            + "92028180"
                            + "8304816869"
                            + "00"
                            + "930381686900",
                    "8c87" + "8d93" + "8b686900" + "97686900" + "89048080686900" + "9b80");

    static final Target PUSH_CONTENT =
            new Target(
                    octets ->
                            Stream.of("vnd.wap.si", "vnd.wap.sl", "vnd.wap.co")
                                    .forEach(
                                            name -> {
                                                Decoders.content("application/" + name + "c")
                                                        .check(octets);
                                                Decoders.content("text/" + name).check(octets);
                                            }),
                    List.of("wap-push"),
                    "02056a0045c60c0361626300850a0320060316010310c30620261122080103686900" + "0101",
                    "02066a0085060361626300" + "01",
                    "02076a00" + "45c508036162630001" + "01",
                    Octets.of(
                                    "<?xml version=\"1.0\"?><si><indication href=\"http://a&amp;b\" action=\"delete\">"
                                            + "<![CDATA[x]]>&#x41;</indication><info><item class=\"c\">d</item></info></si>",
                                    java.nio.charset.StandardCharsets.UTF_8)
                            .toHex());

    static final Target SIP =
            new Target(
                    SipEntry::check,
                    List.of("ims-sip"),
                    sip(
                            """
                            MESSAGE sip:smsc@ims.example;user=phone SIP/2.0
                            Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1;rport, SIP/2.0/TCP [::1]
                            From: "A" <sip:+447700900001@ims.example>;tag=1
                            To: <tel:+44-7700-900999;phone-context=ims.example>
                            Call-ID: a@b
                            CSeq: 1 MESSAGE
                            Require: sec-agree
                            P-Asserted-Identity: <tel:+447700900001>, <sip:a@b>
                            In-Reply-To: c@d
                            Content-Type: application/vnd.3gpp.sms
                            Content-Length: 2

                            ab"""),
                    sip(
                            """
                            REGISTER sip:ims.example SIP/2.0
                            v: SIP/2.0/UDP 127.0.0.1:5060
                             ;branch=z9hG4bK2
                            f: <sip:a@b>;tag=1
                            t: <sip:a@b>
                            i: c
                            CSeq: 2 REGISTER
                            m: <sip:a@127.0.0.1:1;transport=tcp>;+g.3gpp.smsip;expires=60
                            Authorization: Digest username="a", realm="b", nonce="", uri="sip:b", response=""

                            """),
                    sip(
                            """
                            SIP/2.0 200 OK
                            Via: SIP/2.0/UDP a;branch=z9hG4bK1
                            From: <sip:a@b>;tag=1
                            To: <sip:a@b>;tag=2
                            Call-ID: c
                            CSeq: 1 MESSAGE
                            Content-Length: 0

                            """));

    static final List<Target> ALL =
            List.of(
                    TPDU,
                    RP,
                    CP,
                    USER_DATA_HEADER,
                    SMPP_USER_DATA,
                    REASSEMBLY,
                    CONTENT_TYPE,
                    WSP_HEADERS,
                    MULTIPART,
                    WSP_PUSH,
                    MMS,
                    PUSH_CONTENT,
                    SIP);

    private Target(Consumer<Octets> check, List<String> vectors, String... own) {
        this(check, vectors, List.of(own));
    }

    /** Lines as SIP ends them, in hexadecimal digits. */
    private static String sip(String lines) {
        return Octets.of(lines.replace("\n", "\r\n"), java.nio.charset.StandardCharsets.UTF_8)
                .toHex();
    }

    void check(Octets octets) {
        check.accept(octets);
    }

    /** {@return what to begin with: our own, and the vectors where they are there} */
    List<Octets> seeds() throws IOException {
        Set<Octets> seeds = new LinkedHashSet<>();
        own.forEach(hex -> seeds.add(Octets.ofHex(hex)));
        for (String directory : vectors) {
            seeds.addAll(Vectors.of(directory).octets());
        }
        return new ArrayList<>(seeds);
    }
}
