// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.tools.Heliograph;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The load generator through its front door, against a centre with known faults and against ours.
 */
final class LoadSmppTest {
    private static final String TO_ONE = "--to 1000 --receive-system-id a --drain 2s";

    /** One run of the command. */
    private record Run(int code, String out, String err) {
        long count(String name) {
            JsonNode value = json().path(name);
            assertTrue(value.isIntegralNumber(), name + " in " + out);
            return value.longValue();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Heliograph.run(new PrintWriter(out), new PrintWriter(err), args);
        return new Run(code, out.toString(), err.toString());
    }

    private static Run load(String address, String options) {
        String all = "load smpp --system-id a --password b --smpp " + address + " " + options;
        return run(all.split(" ", -1));
    }

    @Test
    void countsWhatIsAcceptedAndDelivered() throws IOException {
        try (Responder centre = new Responder()) {
            Run run =
                    load(
                            centre.address(),
                            "--binds 3 --window 7 --count 1000 --to +4477009%03d"
                                    + " --mix text=5,concat=2,ucs2=1"
                                    + " --receive-system-id a --receive-binds 2");
            assertEquals(0, run.code(), run.err());
            assertEquals(5, centre.binds());
            assertEquals(1000, run.count("submitted"));
            assertEquals(1000, run.count("accepted"));
            assertEquals(1000, run.count("delivered"));
            assertEquals(1000, centre.deliveriesAnswered());
            assertEquals(0, run.count("lost") + run.count("repeated") + run.count("foreign"));
            assertEquals(1000, run.json().at("/submit_to_resp_ms/count").asLong());
            assertEquals(1000, run.json().at("/submit_to_deliver_ms/count").asLong());
            assertTrue(run.err().contains("accepted          1,000, "), run.err());
        }
    }

    @Test
    void noticesLoss() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.LOSE, 10)) {
            Run run = load(centre.address(), "--count 105 " + TO_ONE);
            assertEquals(1, run.code());
            assertEquals(105, run.count("accepted"));
            assertEquals(95, run.count("delivered"));
            assertEquals(10, run.count("lost"));
            assertTrue(
                    run.err().contains("failed: 10 acknowledged messages were not delivered"),
                    run.err());
        }
    }

    @Test
    void noticesRepeats() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.REPEAT, 10)) {
            Run run = load(centre.address(), "--count 105 " + TO_ONE);
            assertEquals(0, run.code(), run.err());
            assertEquals(105, run.count("delivered"));
            assertEquals(10, run.count("repeated"));
            assertEquals(0, run.count("reordered"));
        }
    }

    @Test
    void noticesWhatArrivesAfterLaterOnes() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.SWAP, 10)) {
            Run run = load(centre.address(), "--count 105 --mix concat=1 " + TO_ONE);
            assertEquals(0, run.code(), run.err());
            assertEquals(105, run.count("delivered"));
            assertEquals(10, run.count("reordered"));
        }
    }

    @Test
    void countsThrottlingApartFromLoss() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.THROTTLE, 10)) {
            Run run = load(centre.address(), "--count 105 " + TO_ONE);
            assertEquals(0, run.code(), run.err());
            assertEquals(95, run.count("accepted"));
            assertEquals(10, run.count("throttled"));
            assertEquals(0, run.count("lost"));
            assertEquals(10, run.json().at("/refused_by_status/0x00000058").asLong());
        }
    }

    @Test
    void matchesReceiptsToMessages() throws IOException {
        try (Responder centre = new Responder()) {
            Run run = load(centre.address(), "--count 200 --receipts 0.25 --to 1000");
            assertEquals(0, run.code(), run.err());
            assertEquals(50, run.json().at("/receipts/asked").asLong());
            assertEquals(50, run.json().at("/receipts/delivered").asLong());
            assertEquals(0, run.json().at("/receipts/missing").asLong());
            assertFalse(run.json().has("lost"), "nobody received");
        }
    }

    @Test
    void noticesReceiptsOfOtherMessages() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.WRONG_RECEIPT, 10)) {
            Run run = load(centre.address(), "--count 100 --receipts 1 --to 1000 --drain 2s");
            assertEquals(1, run.code());
            assertEquals(10, run.json().at("/receipts/missing").asLong());
            assertEquals(10, run.json().at("/receipts/unknown").asLong());
        }
    }

    /** Each submit_sm has its place in the schedule: it is sent or counted as not sent in time. */
    @Test
    void holdsTheRate() throws IOException {
        try (Responder centre = new Responder()) {
            Run run = load(centre.address(), "--binds 3 --rate 500 --duration 1s --to 1000 --json");
            assertEquals(0, run.code(), run.err());
            assertEquals(500, run.count("submitted") + run.count("unsent"));
            assertEquals(run.count("submitted"), run.count("accepted"));
            assertEquals("", run.err());
        }
    }

    @Test
    void tellsWhatAMessageTakesTheServer() throws IOException {
        try (Responder centre = new Responder()) {
            String run = "--count 5000 --to 1000 --json --server-pid ";
            Run known = load(centre.address(), run + ProcessHandle.current().pid());
            assertEquals(0, known.code(), known.err());
            assertTrue(known.json().at("/server_cpu_us_per_message").asDouble() > 0, known.out());
            Run unknown = load(centre.address(), run + Long.MAX_VALUE);
            assertEquals(2, unknown.code());
            assertTrue(unknown.err().contains("no process 9223372036854775807"), unknown.err());
        }
    }

    /** One stall of 400 ms at 500/s is 200 late messages, not one. */
    @Test
    void measuresFromTheIntendedTime() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.STALL, 100)) {
            Run run = load(centre.address(), "--rate 500 --window 1 --count 199 --to 1000");
            assertEquals(0, run.code(), run.err());
            double p90 = run.json().at("/submit_to_resp_ms/p90").asDouble();
            assertTrue(p90 > 100, run.out());
        }
    }

    @Test
    void endsWhenTheServerFallsSilent() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.FALL_SILENT, 50)) {
            Run run = load(centre.address(), "--duration 1h --to 1000 --response-timeout 2s");
            assertEquals(1, run.code());
            assertEquals(49, run.count("accepted"));
            assertEquals(100, run.count("unanswered"));
            assertTrue(run.err().contains("did not answer for 2000 ms"), run.err());
        }
    }

    @Test
    void endsWhenTheLastAnswersDoNotCome() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.FALL_SILENT, 50)) {
            Run run = load(centre.address(), "--count 60 --to 1000 --response-timeout 2s");
            assertEquals(1, run.code());
            assertTrue(run.err().contains("failed: 11 submit_sm were not answered"), run.err());
        }
    }

    @Test
    void endsWhenTheConnectionEnds() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.HANG_UP, 50)) {
            Run run = load(centre.address(), "--duration 1h --to 1000");
            assertEquals(1, run.code());
            assertTrue(run.err().contains("failed: " + centre.address()), run.err());
        }
    }

    @Test
    void endsWhenWhatComesIsNoSmpp() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.BABBLE, 50)) {
            Run run = load(centre.address(), "--duration 1h --to 1000");
            assertEquals(1, run.code());
            assertTrue(run.err().contains("command_length 2147483647"), run.err());
        }
    }

    @Test
    void saysThatABindWasRefused() throws IOException {
        try (Responder centre = new Responder()) {
            Run run =
                    run(
                            "load",
                            "smpp",
                            "--smpp",
                            centre.address(),
                            "--system-id",
                            "x",
                            "--password",
                            "b",
                            "--to",
                            "1000");
            assertEquals(1, run.code());
            assertEquals("bind of x refused: command_status 0x0000000e\n", run.err());
        }
    }

    @Test
    void givesUpOnAServerThatDoesNotAnswerTheBind() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + mute.getLocalPort();
            Run run = load(address, "--to 1000 --connect-timeout 100ms");
            assertEquals(1, run.code());
            assertTrue(run.err().contains("no answer within 100 ms"), run.err());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--to 1000 --binds 0",
                "--to 1000 --binds 1001",
                "--to 1000 --window 0",
                "--to 1000 --window 65537",
                "--to 1000 --rate 0",
                "--to 1000 --rate -1",
                "--to 1000 --count 0",
                "--to 1000 --duration 0s",
                "--to 1000 --duration soon",
                "--to 1000 --receipts 1.5",
                "--to 1000 --mix text=0",
                "--to 1000 --mix speech=1",
                "--to 1000 --mix text=999,ucs2=2",
                "--to +4477009%d",
                "--to +4477009%08d",
                "--to +4477009%02d:90-100",
                "--to +4477009%02d:9-8",
                "--to 1000 --system-id c",
                "--to 1000 --receive-binds 1",
                "--to 1000 --receive-system-id c",
                "--to 1000 --smpp nowhere",
            })
    void refusesWhatCannotBe(String options) {
        Run run = load("127.0.0.1:9", options);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("Try 'heliograph load smpp --help'"), run.err());
    }

    @Test
    void examplesOfTheHelpWork() throws IOException {
        Run help = run("load", "smpp", "--help");
        assertEquals(0, help.code());
        List<String> examples =
                help.out()
                        .replaceAll("\\\\\\R\\s+", "")
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("heliograph load smpp "))
                        .filter(line -> line.contains("SECRET"))
                        .toList();
        assertEquals(2, examples.size(), help.out());
        for (String example : examples) {
            try (Responder centre = new Responder()) {
                List<String> args = new ArrayList<>(List.of(example.split(" +", -1)));
                args.removeFirst();
                args.addAll(List.of("--smpp", centre.address(), "--count", "40"));
                Run run = run(args.toArray(String[]::new));
                assertEquals(0, run.code(), example + "\n" + run.err());
                assertEquals(40, run.count("accepted"));
            }
        }
    }

    @Test
    void followsEveryMessageThroughOurOwnCentre(@TempDir Path directory) throws Exception {
        try (World world = new World(directory, Tap.none())) {
            Run run =
                    run(
                            ("load smpp --system-id demo --password "
                                            + world.password()
                                            + " --smpp "
                                            + world.smsc().smppAddress()
                                            + " --binds 2 --count 300 --to 1000"
                                            + " --mix text=2,concat=1,ucs2=1 --receipts 0.5"
                                            + " --receive-system-id demo --receive-binds 2"
                                            + " --response-delay 1ms")
                                    .split(" ", -1));
            assertEquals(0, run.code(), run.err());
            assertEquals(300, run.count("accepted"));
            assertEquals(300, run.count("delivered"));
            assertEquals(0, run.count("repeated") + run.count("foreign"), run.out());
            assertEquals(
                    run.json().at("/receipts/asked").asLong(),
                    run.json().at("/receipts/delivered").asLong());
        }
    }

    @Test
    void bindsAgainAfterEachLostConnectionWhereAskedTo() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.HANG_UP, 40)) {
            Run run =
                    load(
                            centre.address(),
                            TO_ONE + " --reconnect --window 5 --count 100 --rate 500");
            assertEquals(0, run.code(), run.err());
            assertEquals(2, run.count("reconnected"), run.out());
            assertEquals(100, run.count("accepted") + run.count("unanswered"));
            assertEquals(0, run.count("lost"));
            assertTrue(run.count("unanswered") >= 2, run.out());
        }
    }

    @Test
    void receivesWhatHasWaitedWhereItIsToBindLate(@TempDir Path directory) throws Exception {
        try (World world = new World(directory, Tap.none())) {
            Run run =
                    run(
                            ("load smpp --system-id demo --password "
                                            + world.password()
                                            + " --smpp "
                                            + world.smsc().smppAddress()
                                            + " --rate 1000 --count 200 --to 1000"
                                            + " --receive-system-id demo --receive-late")
                                    .split(" ", -1));
            assertEquals(0, run.code(), run.err());
            assertEquals(200, run.count("delivered"));
            assertEquals(0, run.count("reordered"), run.out());
            double behind = run.json().at("/submit_to_deliver_ms/max").asDouble();
            assertTrue(behind >= 190, "the first waits for the last: " + run.out());
        }
    }

    @Test
    void registersHandsetsThatConfirmWhatArrives(@TempDir Path directory) throws Exception {
        try (World world = new World(directory, Tap.none())) {
            Run run =
                    run(
                            ("load smpp --system-id demo --password "
                                            + world.password()
                                            + " --smpp "
                                            + world.smsc().smppAddress()
                                            + " --receive-sip "
                                            + world.smsc().sipAddress()
                                            + " --count 90 --to +4477009%06d:0-29"
                                            + " --mix text=2,concat=1,ucs2=1 --receipts 0.5")
                                    .split(" ", -1));
            assertEquals(0, run.code(), run.err());
            assertEquals(90, run.count("delivered"));
            assertEquals(0, run.count("repeated") + run.count("reordered"), run.out());
            assertEquals(
                    run.json().at("/receipts/asked").asLong(),
                    run.json().at("/receipts/delivered").asLong());
        }
    }
}
