// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** {@code heliograph handset-setup}, by what an XML parser reads from it. */
final class HandsetSetupCommandTest {
    private static final String CARRIER = "<\"A\" & B>";

    private static Document run(String handsets) throws Exception {
        CommandRun run =
                CommandRun.of(
                        "handset-setup",
                        handsets,
                        "--set",
                        "handsetSetup.carrier=" + CARRIER,
                        "--set",
                        "handsetSetup.apn=mms.example",
                        "--set",
                        "handsetSetup.user=u",
                        "--set",
                        "handsetSetup.password=p'&",
                        "--set",
                        "handsetSetup.authentication=chap",
                        "--set",
                        "handsetSetup.proxyHost=10.0.0.1",
                        "--set",
                        "mmsc.mm1.publicUrl=http://mms.example.org");
        assertEquals(0, run.code(), run.err());
        var documents = DocumentBuilderFactory.newInstance();
        documents.setFeature(
                "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return documents.newDocumentBuilder().parse(new InputSource(new StringReader(run.out())));
    }

    private static String at(Document document, String path) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
                    mcc, 001
                    mnc, 01
                    apn, mms.example
                    user, u
                    password, p'&
                    authtype, 2
                    type, `default,mms`
                    mmsc, http://mms.example.org/
                    mmsproxy, 10.0.0.1
                    mmsport, 8080
                    """)
    void printsAnEntryForAndroid(String attribute, String value) throws Exception {
        Document apns = run("android");
        assertEquals(value, at(apns, "/apns/apn/@" + attribute));
        assertEquals(CARRIER, at(apns, "/apns/apn/@carrier"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
                    Name, mms.example
                    AuthenticationType, CHAP
                    Username, u
                    Password, p'&
                    ProxyServer, 10.0.0.1
                    ProxyPort, 8080
                    AllowedProtocolMask, 3
                    """)
    void printsAnAccessPointForApple(String key, String value) throws Exception {
        Document profile = run("apple");
        String apns = "//key[.='APNs']/following-sibling::array[1]/dict";
        assertEquals(value, at(profile, apns + "/key[.='" + key + "']/following-sibling::*[1]"));
    }

    @Test
    void printsAProfileThatReplacesTheOneBefore() throws Exception {
        Document profile = run("apple");
        String payload = "/plist/dict/key[.='PayloadContent']/following-sibling::array[1]/dict";
        assertEquals(
                "com.apple.cellular",
                at(profile, payload + "/key[.='PayloadType']/following-sibling::string[1]"));
        assertEquals(
                "Configuration",
                at(profile, "/plist/dict/key[.='PayloadType']/following-sibling::string[1]"));
        assertEquals(
                CARRIER,
                at(
                        profile,
                        "/plist/dict/key[.='PayloadDisplayName']/following-sibling::string[1]"));
        String uuid = "//key[.='PayloadUUID']/following-sibling::string[1]";
        assertEquals(at(profile, uuid), at(run("apple"), uuid));
    }

    @Test
    void saysWhatIsWrong() {
        CommandRun other = CommandRun.of("handset-setup", "nokia");
        assertEquals(2, other.code());
        assertTrue(other.err().contains("expected apple or android"), other.err());
        CommandRun setting = CommandRun.of("handset-setup", "apple", "--set", "handsetSetup.mcc=1");
        assertEquals(1, setting.code());
        assertTrue(setting.err().contains("handsetSetup.mcc: expected three"), setting.err());
    }
}
