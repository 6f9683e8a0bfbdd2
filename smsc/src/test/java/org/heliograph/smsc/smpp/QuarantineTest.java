// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.accept.Releases;
import org.heliograph.smsc.firewall.FirewallRules;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.QuarantineStore.Entry;
import org.heliograph.smsc.queue.QuarantineStore.Held;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceIfPresentFlag;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.Test;

/** What a rule with the action quarantine does to whoever sends, and what operators may do. */
final class QuarantineTest extends EsmeScene {
    private static final int CANCEL_FAILED = 0x11;
    private static final int BLOCKED = 0x45;
    private static final MessageId LAST = new MessageId(Long.MAX_VALUE);

    /** A notification for port 2948, of a message at a host of somebody's own. */
    private static final String PUSH =
            "0605040b8423f0010603beaf848c829854310083687474703a2f2f6576696c2e6578616d706c652f7800";

    @Override
    TestCentre open() throws Exception {
        return TestCentre.behind(FirewallRules.with("quarantine", List.of()), store);
    }

    private Releases releases() {
        return centre.acceptance.releases();
    }

    private String submit(int esmClass, int receipt) throws Exception {
        return esme.session
                .submitShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "1000",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "447711000001",
                        new ESMClass(0x40 | esmClass),
                        (byte) 0,
                        (byte) 0,
                        "",
                        "",
                        new RegisteredDelivery(receipt),
                        (byte) 0,
                        new RawDataCoding((byte) 4),
                        (byte) 0,
                        Octets.ofHex(PUSH).toArray())
                .getMessageId();
    }

    private String receipt() throws Exception {
        return new String(esme.nextDelivery().getShortMessage(), StandardCharsets.US_ASCII);
    }

    private MessageId held() throws Exception {
        return releases().quarantine().list(LAST, 1).getFirst().last().id();
    }

    private String state(String id) throws Exception {
        return esme.session
                .queryShortMessage(
                        id, TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, "1000")
                .getMessageState()
                .name();
    }

    @Test
    void tellsTheSenderThatItIsAcceptedAndHoldsAllOfIt() throws Exception {
        String id = submit(0, 1);
        Entry entry = releases().quarantine().list(LAST, 10).getFirst();
        assertEquals("fw-push", entry.code());
        assertEquals("a push, by port 2948", entry.reason());
        Held held = releases().quarantine().find(entry.last().id()).orElseThrow();
        ShortMessage message = held.messages().getFirst().message();
        assertEquals(PUSH.substring(14), message.userData().payload().toHex());
        assertEquals("esme:demo", message.origin().masked());
        assertEquals(id, message.submittedAs().toString());
        assertEquals(MessageState.ENROUTE.name(), state(id));
        var late =
                assertThrows(
                        NegativeResponseException.class,
                        () ->
                                esme.session.cancelShortMessage(
                                        "",
                                        id,
                                        TypeOfNumber.INTERNATIONAL,
                                        NumberingPlanIndicator.ISDN,
                                        "1000",
                                        TypeOfNumber.INTERNATIONAL,
                                        NumberingPlanIndicator.ISDN,
                                        "447711000001"));
        assertEquals(CANCEL_FAILED, late.getCommandStatus());
        assertTrue(centre.arrived.isEmpty());
    }

    @Test
    void deliversWhatIsReleasedPastTheFirewallAndReportsIt() throws Exception {
        String id = submit(0, 1);
        assertInstanceOf(Releases.Outcome.Done.class, releases().release(held()));
        ShortMessage arrived = centre.arrived.poll(60, TimeUnit.SECONDS);
        assertNotNull(arrived, "did not arrive");
        assertEquals(PUSH.substring(14), arrived.userData().payload().toHex());
        assertTrue(receipt().contains("stat:DELIVRD"));
        assertEquals(MessageState.DELIVERED.name(), state(id));
        assertEquals(0, releases().quarantine().count());
        assertInstanceOf(Releases.Outcome.Unknown.class, releases().release(new MessageId(5)));
    }

    @Test
    void reportsWhatIsDeletedAsUndeliverable() throws Exception {
        String id = submit(0, 1);
        MessageId held = held();
        assertInstanceOf(Releases.Outcome.Done.class, releases().delete(held));
        String receipt = receipt();
        assertTrue(receipt.contains("stat:UNDELIV err:101"), receipt);
        assertEquals(MessageState.UNDELIVERABLE.name(), state(id));
        assertInstanceOf(Releases.Outcome.Unknown.class, releases().delete(held));
        assertTrue(centre.arrived.isEmpty());
    }

    @Test
    void refusesWhatHasNoRoomOrIsNotKept() throws Exception {
        assertEquals(BLOCKED, refusal(() -> submit(1, 0)), "a datagram");
        assertEquals(BLOCKED, refusal(() -> submit(2, 0)), "a transaction");
        assertEquals(BLOCKED, refusal(this::submitToSix), "more than there is room for");
        for (int i = 0; i < FirewallRules.MOST_HELD; i++) {
            submit(0, 0);
        }
        assertEquals(BLOCKED, refusal(() -> submit(0, 0)));
        releases().delete(held());
        submit(0, 0);
    }

    private interface Attempt {
        void make() throws Exception;
    }

    private static int refusal(Attempt attempt) {
        return assertThrows(NegativeResponseException.class, attempt::make).getCommandStatus();
    }

    private void submitToSix() throws Exception {
        submitTo(6);
    }

    private void submitTo(int count) throws Exception {
        var to = new Address[count];
        for (int i = 0; i < count; i++) {
            to[i] =
                    new Address(
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            "44771100000" + i);
        }
        esme.session.submitMultiple(
                "",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                "1000",
                to,
                new ESMClass(0x40),
                (byte) 0,
                (byte) 0,
                "",
                "",
                new RegisteredDelivery(0),
                ReplaceIfPresentFlag.DEFAULT,
                new RawDataCoding((byte) 4),
                (byte) 0,
                Octets.ofHex(PUSH).toArray());
    }

    @Test
    void releasesEachDestinationOfASubmission() throws Exception {
        submitTo(3);
        assertEquals(3, releases().quarantine().count());
        assertInstanceOf(Releases.Outcome.Done.class, releases().release(held()));
        for (int i = 0; i < 3; i++) {
            assertNotNull(centre.arrived.poll(60, TimeUnit.SECONDS), "did not arrive");
        }
        assertEquals(0, releases().quarantine().count());
    }
}
