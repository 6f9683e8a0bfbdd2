// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose an address is, session after session. */
final class RadiusSessionsTest extends RadiusScene {
    @Test
    void givesAnAddressToItsNextOwner() throws Exception {
        exchange(alice(START));
        exchange(RequestBytes.accounting(START, "b").calling("447700900002").ipv4("10.45.0.2"));
        assertKnown("447700900002", "10.45.0.2");
        assertNobody("2001:db8:45:2::17");
        exchange(RequestBytes.accounting(STOP, "a1")); // late
        assertKnown("447700900002", "10.45.0.2");
    }

    @Test
    void believesNobodyWhereAnInterimUpdateContradicts() throws Exception {
        exchange(alice(START));
        exchange(RequestBytes.accounting(INTERIM, "b").calling("447700900002").ipv4("10.45.0.2"));
        assertNobody("10.45.0.2");
        exchange(RequestBytes.accounting(INTERIM, "b").calling("447700900002").ipv4("10.45.0.2"));
        assertKnown("447700900002", "10.45.0.2");
    }

    /** The session that contradicts cannot be believed either, nor can what it had before. */
    @Test
    void believesNothingOfASessionThatContradicts() throws Exception {
        exchange(alice(START));
        exchange(RequestBytes.accounting(START, "b").calling("447700900002").ipv4("10.45.0.3"));
        exchange(RequestBytes.accounting(INTERIM, "b").calling("447700900002").ipv4("10.45.0.2"));
        assertNobody("10.45.0.2");
        assertNobody("10.45.0.3");
    }

    @Test
    void takesANewSessionOfTheSameSubscriberForNoContradiction() throws Exception {
        exchange(alice(START));
        exchange(
                RequestBytes.accounting(INTERIM, "a2")
                        .calling("447700900001")
                        .imsi("001010000000001")
                        .ipv4("10.45.0.2"));
        assertKnown("447700900001", "10.45.0.2");
    }

    @Test
    void forgetsTheSessionsOfAGatewayThatStops() throws Exception {
        exchange(alice(START));
        exchange(
                new RequestBytes(4)
                        .with(40, new byte[] {0, 0, 0, OFF})
                        .with(32, "pgw1".getBytes(UTF_8)));
        assertNobody("10.45.0.2");
    }

    @Test
    void forgetsTheSessionsOfAGatewayThatStartsAgain() throws Exception {
        exchange(alice(START));
        exchange(
                new RequestBytes(4)
                        .with(40, new byte[] {0, 0, 0, ON})
                        .with(32, "another".getBytes(UTF_8)));
        assertKnown("447700900001", "10.45.0.2");
        exchange(
                new RequestBytes(4)
                        .with(40, new byte[] {0, 0, 0, ON})
                        .with(32, "pgw1".getBytes(UTF_8)));
        assertNobody("10.45.0.2");
    }

    /** A gateway may count from the beginning again, with or without a word about it. */
    @Test
    void hearsASessionWhoseNameWasThatOfAnEarlierOne() throws Exception {
        exchange(alice(START));
        exchange(RequestBytes.accounting(STOP, "a1"));
        exchange(
                new RequestBytes(4)
                        .with(40, new byte[] {0, 0, 0, ON})
                        .with(32, "pgw1".getBytes(UTF_8)));
        exchange(alice(START));
        assertKnown("447700900001", "10.45.0.2");

        exchange(RequestBytes.accounting(STOP, "a1"));
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));
        exchange(alice(START));
        assertNobody("10.45.0.2");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
        exchange(alice(START));
        assertKnown("447700900001", "10.45.0.2");
    }

    @Test
    void keepsSessionsForATimeAndInANumber() throws Exception {
        for (int i = 1; i <= 4; i++) {
            exchange(
                    RequestBytes.accounting(START, "s" + i)
                            .calling("44770090000" + i)
                            .ipv4("10.45.1." + i));
        }
        assertNobody("10.45.1.1");
        assertKnown("447700900002", "10.45.1.2");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));
        exchange(RequestBytes.accounting(INTERIM, "s4").calling("447700900004").ipv4("10.45.1.4"));
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
        assertNobody("10.45.1.2");
        assertKnown("447700900004", "10.45.1.4");
    }
}
