// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;

/** priority_flag, with jSMPP's client as the ESME and a handset that is slow. */
final class PriorityTest extends EsmeScene {

    private final Semaphore attempts = new Semaphore(0);
    private final CountDownLatch held = new CountDownLatch(1);

    /** A lane may have five messages in memory, and five urgent ones. */
    @Override
    TestCentre open() throws Exception {
        TestCentre small = new TestCentre(store, TestCentre.SMPP, 100);
        small.handset =
                _ -> {
                    attempts.release();
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new DeliveryOutcome.Delivered();
                };
        return small;
    }

    private void submit(int priority, String text, OptionalParameter... more) throws Exception {
        esme.submit(HANDSET, 0, 0, EsmePeer.Rest.priority(priority), text.getBytes(US_ASCII), more);
    }

    private void submitLong(int priority, String letters) throws Exception {
        String text =
                letters.chars()
                        .mapToObj(letter -> Character.toString(letter).repeat(153))
                        .reduce("", String::concat);
        submit(priority, "", new OptionalParameter.Message_payload(text.getBytes(US_ASCII)));
    }

    private String arrivals(int count) throws InterruptedException {
        held.countDown();
        var letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(centre.nextArrival().userData().text(Alphabet.GSM_7BIT).charAt(0));
        }
        return letters.toString();
    }

    @Test
    void whatIsUrgentGoesBeforeWhatIsNotUnderWay() throws Exception {
        submit(0, "a");
        attempts.acquire();
        for (String each : List.of("0b", "0c", "2d", "1e", "3f", "2g", "7h")) {
            submit(each.charAt(0) - '0', each.substring(1));
        }
        assertEquals("afhdgebc", arrivals(8));
    }

    @Test
    void doesNotComeBetweenThePartsOfALongMessage() throws Exception {
        submitLong(0, "abc");
        attempts.acquire();
        submitLong(0, "de");
        submitLong(1, "fg");
        assertEquals("abcfgde", arrivals(7));
    }

    @Test
    void isNotHeldUpByABacklog() throws Exception {
        submit(0, "a");
        attempts.acquire();
        for (int i = 0; i < 50; i++) {
            submit(0, "b");
        }
        for (int i = 0; i < 7; i++) {
            submit(1, Character.toString('0' + i));
        }
        String arrived = arrivals(58);
        assertEquals("a0123456" + "b".repeat(50), arrived);
        centre.awaitNothingWaits();
    }

    @Test
    void keepsTheOrderAmongEquals() throws Exception {
        submit(3, "a");
        attempts.acquire();
        for (int i = 0; i < 8; i++) {
            submit(3, Character.toString('b' + i));
        }
        String all =
                IntStream.rangeClosed('a', 'i')
                        .mapToObj(Character::toString)
                        .reduce("", String::concat);
        assertEquals(all, arrivals(9));
    }
}
