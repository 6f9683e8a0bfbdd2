// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.handset.PacketGateway;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real phones and a conformance suite sent, octet by octet, on its way through MM1. */
final class RealPhonesMmsTest {
    private static final String SENDER = "447700900009";

    @TempDir Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Not among them are captures to a number that no handset has: the iPhone's is to a short code,
     * a Samsung's to a number of national form, pymsg__images_are_cut_off_debug to a mail address.
     *
     * @param contentType at which octet the header Content-Type begins, found by hand; it and the
     *     body, which is the rest, have to stay as they are
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mms-engine__test_mms_codec__data__m-send_1.req | 98
                    mms-engine__test_mms_codec__data__m-send_3.req | 76
                    mmsd__sr-mms-mixed.mms                     | 45
                    mmsd__sr-mms-related-multi-to.mms          | 69
                    """)
    void arrivesOctetForOctet(String name, int contentType) throws Exception {
        Octets message = vector(name);
        try (World world = new World(directory, Tap.none())) {
            List<Handset> recipients = recipients(world, message);
            MmsPdu.MSendConf conf = send(world, message);
            assertEquals(ResponseStatus.OK, conf.responseStatus());
            for (Handset recipient : recipients) {
                Octets retrieved = retrieve(recipient);
                Octets end = message.slice(contentType, message.length());
                assertEquals(
                        end,
                        retrieved.slice(retrieved.length() - end.length(), retrieved.length()));
                MmsPdu.MRetrieveConf pdu =
                        assertInstanceOf(MmsPdu.MRetrieveConf.class, MmsCodec.decode(retrieved));
                From.Address from =
                        assertInstanceOf(
                                From.Address.class, pdu.headers().first(MmsField.FROM).get());
                assertEquals("+" + SENDER + "/TYPE=PLMN", from.address().text());
            }
        }
    }

    @Test
    void isRefusedWhoseRecipientIsAMailAddress() throws Exception {
        Octets message = vector("gammu__mms__HelloWorld.mms");
        try (World world = new World(directory, Tap.none())) {
            MmsPdu.MSendConf conf = send(world, message);
            assertEquals(
                    ResponseStatus.ERROR_PERMANENT_SENDING_ADDRESS_UNRESOLVED,
                    conf.responseStatus());
        }
    }

    private static Octets vector(String name) throws IOException {
        Path file =
                Path.of(System.getProperty("heliograph.root"), "../shared/vectors/mms/raw", name);
        assumeTrue(Files.exists(file), "needs ../shared/vectors");
        return Octets.of(Files.readAllBytes(file));
    }

    private static List<Handset> recipients(World world, Octets message)
            throws DecodeException, IOException, InterruptedException {
        List<Handset> handsets = new ArrayList<>();
        for (EncodedString to : MmsCodec.decode(message).headers().all(MmsField.TO)) {
            String digits = to.text().replace("+", "").replace("/TYPE=PLMN", "");
            Handset handset = world.handset("to " + digits, digits, false, _ -> {});
            await(handset.log(), HandsetEvent.Registered.class, _ -> true);
            handsets.add(handset);
        }
        assertTrue(!handsets.isEmpty());
        return handsets;
    }

    private MmsPdu.MSendConf send(World world, Octets message) throws Exception {
        HttpRequest post =
                HttpRequest.newBuilder(world.mm1())
                        .header("Content-Type", MmsCodec.MEDIA_TYPE)
                        .header(PacketGateway.IDENTITY_HEADER, SENDER)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(message.toArray()))
                        .build();
        return assertInstanceOf(MmsPdu.MSendConf.class, MmsCodec.decode(exchange(post)));
    }

    private Octets retrieve(Handset recipient) throws Exception {
        String url =
                await(recipient.log(), HandsetEvent.NotificationReceived.class, _ -> true)
                        .notification()
                        .contentLocation();
        HttpRequest get =
                HttpRequest.newBuilder(URI.create(url))
                        .header(PacketGateway.IDENTITY_HEADER, recipient.msisdn().digits())
                        .build();
        return exchange(get);
    }

    private Octets exchange(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        return Octets.ofOwned(response.body());
    }
}
