// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heliograph.config.ClientTls;
import org.heliograph.config.Listen;
import org.heliograph.tools.load.smpp.AddressRange;
import org.heliograph.tools.load.smpp.Window;

/**
 * What a run does.
 *
 * @param servers where to bind; binds take them in turn
 * @param tls with what to connect there; empty: without TLS
 * @param senders who submits; binds take them in turn
 * @param binds how many submit, at least one for each account
 * @param window most submit_sm of a bind that wait for their answers
 * @param rate submit_sm a second of all binds together; 0: as fast as the windows allow
 * @param count submit_sm of all binds together; 0: as many as the time allows
 * @param duration how long is measured
 * @param warmup how long is sent before that
 * @param receiptShare share of the messages that ask for a receipt, 0 to 1
 * @param receivers who receives; none: what is delivered is not looked at
 * @param receiveLate whether they bind only when all has been sent, so that it waits until then
 * @param responseDelay how long a deliver_sm waits for its answer
 * @param responseTimeout silence after which the server counts as dead
 * @param enquireLink silence of a bind after which the server is asked whether it is there
 * @param drain how long the last deliveries and receipts are waited for after the one before
 * @param reconnect a bind that is lost is bound again; what was not answered is not sent again
 * @param handsets where the recipients register as handsets by SIP
 * @param server whose processor time is looked at
 */
record LoadPlan(
        List<Listen> servers,
        Optional<ClientTls> tls,
        List<Account> senders,
        int binds,
        int window,
        long rate,
        long count,
        Duration duration,
        Duration warmup,
        AddressRange from,
        AddressRange to,
        Mix mix,
        double receiptShare,
        List<Account> receivers,
        int receiveBinds,
        boolean receiveLate,
        Duration responseDelay,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration enquireLink,
        Duration drain,
        boolean reconnect,
        Optional<Listen> handsets,
        Optional<ProcessHandle> server) {
    /** Each takes two threads, and some 500 KiB. */
    private static final int MOST_BINDS = 1000;

    private static final long HIGHEST_RATE = 10_000_000;

    /** Beyond a day the marker's clock is not far from its end. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * @param password is not printed
     */
    record Account(String systemId, String password) {
        @Override
        public String toString() {
            return systemId;
        }
    }

    LoadPlan {
        servers = List.copyOf(servers);
        check(!servers.isEmpty(), "--smpp is missing");
        senders = List.copyOf(senders);
        receivers = List.copyOf(receivers);
        check(!senders.isEmpty(), "--system-id is missing");
        check(
                binds >= senders.size() && binds <= MOST_BINDS,
                "--binds: at least one for each --system-id, at most " + MOST_BINDS);
        check(
                receiveBinds >= receivers.size() && receiveBinds <= MOST_BINDS,
                "--receive-binds: at least one for each --receive-system-id, at most "
                        + MOST_BINDS);
        check(
                receivers.isEmpty() == (receiveBinds == 0),
                "--receive-binds needs a --receive-system-id");
        check(!receiveLate || receiveBinds > 0, "--receive-late needs a --receive-system-id");
        check(window >= 1 && window <= Window.LARGEST, "--window is 1 to " + Window.LARGEST);
        check(rate >= 0 && rate <= HIGHEST_RATE, "--rate is 1 to " + HIGHEST_RATE);
        check(count >= 0 && count <= Ledger.LARGEST / 4, "--count is 1 to " + Ledger.LARGEST / 4);
        check(receiptShare >= 0 && receiptShare <= 1, "--receipts is a share of 0 to 1");
        positive(duration, "--duration");
        positive(connectTimeout, "--connect-timeout");
        positive(responseTimeout, "--response-timeout");
        positive(enquireLink, "--enquire-link");
        notNegative(warmup, "--warmup");
        notNegative(responseDelay, "--response-delay");
        notNegative(drain, "--drain");
    }

    private static void positive(Duration duration, String option) {
        notNegative(duration, option);
        check(!duration.isZero(), option + " is more than nothing");
    }

    private static void notNegative(Duration duration, String option) {
        check(
                !duration.isNegative() && duration.compareTo(LONGEST) <= 0,
                option + " is at most " + LONGEST.toHours() + "h");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** {@return whether somebody looks at what is delivered} */
    boolean receives() {
        return !receivers.isEmpty() || handsets.isPresent();
    }

    /** {@return the servers as results show them} */
    String serverNames() {
        return servers.stream().map(Listen::toString).collect(Collectors.joining(","));
    }

    /** {@return how many submit_sm one of the binds sends at most} */
    long quota(int bind) {
        long mostMessages = Ledger.LARGEST / ((long) binds * mix.mostParts()) - 1;
        return count == 0 ? mostMessages : count / binds + (bind < count % binds ? 1 : 0);
    }
}
