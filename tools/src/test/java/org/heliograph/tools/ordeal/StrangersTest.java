// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.heliograph.pdu.mms.MmsCodec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Callers outside of the networks that the operator trusts, and what their claims are worth. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StrangersTest {
    private Scene scene;
    private Refusals refusals;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        scene = new Scene(directory);
        ServerProcess server =
                scene.serve(
                        "mmsc.identity.trustedProxies=[192.0.2.0/24]",
                        "smsc.sip.registerFrom=[192.0.2.0/24]");
        refusals = new Refusals(server, this::goodBind);
    }

    @AfterAll
    void close() {
        scene.close();
    }

    private void goodBind() throws Exception {
        try (SmppDoor esme = new SmppDoor(scene.smpp(), ServerProcess.PATIENCE)) {
            assertEquals(0, esme.bind("demo", scene.password()));
            assertEquals(0, esme.submit(Scene.B, "Hello").status());
            esme.unbind();
        }
    }

    @Test
    void identityHeaderOfAnUntrustedAddressIsNotBelieved() throws Throwable {
        refusals.oneLine(
                "untrusted-proxy",
                () ->
                        assertEquals(
                                403,
                                status(
                                        mm1().header("Content-Type", MmsCodec.MEDIA_TYPE)
                                                .POST(
                                                        HttpRequest.BodyPublishers.ofString(
                                                                "anything")))));
    }

    @Test
    void fetchFromAnUntrustedAddressFindsNothing() throws Throwable {
        refusals.oneLine("untrusted-proxy", () -> assertEquals(404, status(mm1())));
    }

    @Test
    void registrationFromOutsideIsForbidden() throws Throwable {
        try (SipDoor door = new SipDoor(scene.sip(), Scene.A, ServerProcess.PATIENCE)) {
            refusals.oneLine("register-not-allowed", () -> assertEquals(403, door.register()));
        }
    }

    private HttpRequest.Builder mm1() {
        return HttpRequest.newBuilder(scene.mm1()).header("X-MSISDN", Scene.A);
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
