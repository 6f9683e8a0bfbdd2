// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.mm1;

import java.time.Duration;
import java.util.Optional;
import org.heliograph.config.Listen;

/**
 * What to do.
 *
 * @param mm1 where the MMSC listens
 * @param smsc where to listen as the SMSC that the MMSC binds to; nowhere: messages are sent only
 * @param identityHeader in which the packet gateway would put the number of who calls
 * @param connections at a time
 * @param octets of the photo in each message
 * @param rate messages a second; 0: as fast as answers come
 * @param warmup of sending, before it is measured
 * @param duration of sending after that
 * @param count most messages
 * @param together whether messages are fetched while others are sent, not after them
 * @param reconnect whether to go on after a connection was lost
 * @param patience how long to wait for the MMSC's bind, for a notification, for an answer
 * @param server the MMSC, whose processor time is looked at
 */
public record Mm1Plan(
        Listen mm1,
        Optional<Listen> smsc,
        String identityHeader,
        int connections,
        int octets,
        long rate,
        Duration warmup,
        Duration duration,
        int count,
        boolean together,
        boolean reconnect,
        Duration patience,
        Optional<ProcessHandle> server) {
    public Mm1Plan {
        check(connections >= 1 && connections <= 10_000, "--connections is 1 to 10000");
        check(octets >= 64 && octets <= 64 << 20, "--octets is 64 to 64 MiB");
        check(count >= 1 && count <= Requests.MOST, "--count is 1 to " + Requests.MOST);
        check(!together || connections >= 2, "--together takes two connections");
        check(!together || smsc.isPresent(), "--together takes --smsc-listen");
        check(rate >= 0 && rate <= 1_000_000, "--rate is at most 1000000");
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
