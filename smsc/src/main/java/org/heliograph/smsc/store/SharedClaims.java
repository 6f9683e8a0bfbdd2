// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heliograph.config.Check;
import org.heliograph.config.SqlDatabase;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.Claims;
import org.heliograph.smsc.route.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims in a database that several nodes share (docs/adr/0010). A thread of its own asks every few
 * milliseconds what has arrived, and now and then who wants what, who is dead and what may go.
 */
final class SharedClaims implements Claims {
    private static final Logger LOG = LoggerFactory.getLogger(SharedClaims.class);

    private static final MessageId FIRST = new MessageId(0);
    private static final Duration POLL = Duration.ofMillis(25);
    private static final int POLLS_TO_HAND_OVER = 4;
    private static final int POLLS_TO_TAKE_OVER = 40;

    /** Rows in a transaction: nodes share out what a dead one leaves. */
    private static final int CHUNK = 500;

    /**
     * Shown ones looked at in a second, about ten milliseconds of the database's time; where there
     * are more, each has its turn.
     */
    private static final int MOST_LOOKED_AT = 5_000;

    /** Who stores messages for a destination that is to be given away ends within this time. */
    private static final Duration STORING = Duration.ofSeconds(1);

    /** A destination that nothing waits for is kept for so long: more may come. */
    private static final Duration UNUSED = Duration.ofSeconds(10);

    private final Lease lease;
    private final ClaimConnection connection;
    private final Held held = new Held();

    /** Shown here, and perhaps not held; wanted again and again until they are. */
    private final Set<Route.Destination> shown = ConcurrentHashMap.newKeySet();

    /** Where the round through those that were shown has come to. */
    private Iterator<Route.Destination> round = Collections.emptyIterator();

    /** Of those the ones that nobody was asked for yet. */
    private final Queue<Route.Destination> fresh = new ConcurrentLinkedQueue<>();

    /** Have shown themselves, which their holders are to be told; each at most once. */
    private final Set<Route.Destination> alerts = ConcurrentHashMap.newKeySet();

    /** Asked to be left, because others want them. */
    private final Set<Route.Destination> leaving = new HashSet<>();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("smsc-claims").daemon().unstarted(this::run);
    private @Nullable Carrier carrier;

    SharedClaims(SqlDatabase database) {
        connection = new ClaimConnection(database);
        lease = new Lease(new ClaimConnection(database));
    }

    /** {@return who we are now} */
    long node() {
        return lease.node();
    }

    Held held() {
        return held;
    }

    /**
     * What was stored has brought this destination.
     *
     * @param behind what waited for it before comes first
     */
    void gained(String text, boolean behind) {
        Route.Destination destination = Route.Destination.of(text);
        held.hold(destination);
        if (behind) {
            carrier().carry(destination, FIRST);
        }
    }

    /** Nobody knows what we hold. */
    void doubt() {
        lease.lose("nobody knows what the database has kept");
    }

    private Carrier carrier() {
        return Objects.requireNonNull(carrier, "started");
    }

    @Override
    public void start(Carrier carrying) {
        carrier = carrying;
        lease.start();
        thread.start();
    }

    @Override
    public boolean valid() {
        return lease.valid();
    }

    Check check() {
        return new Check(
                "smsc-lease",
                Check.Kind.READY,
                () -> valid() ? Optional.empty() : Optional.of("the lease is lost"));
    }

    @Override
    public boolean carries(Route.Destination destination) {
        return held.contains(destination);
    }

    @Override
    public void shown(Route.Destination destination) {
        if (!held.contains(destination)) {
            shown.add(destination);
            fresh.add(destination);
            alerts.add(destination); // the holder may reach it too, and keep it
        }
    }

    @Override
    public void alerted(Route.Destination destination) {
        if (!held.contains(destination)) {
            alerts.add(destination);
        }
    }

    private void run() {
        long polls = 0;
        try {
            while (!stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    poll(polls++);
                } catch (SQLException | RuntimeException e) {
                    LOG.error("store-failed reason=\"claims: {}\"", e.getMessage());
                    stopped.await(STORING.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll(long polls) throws SQLException, InterruptedException {
        boolean again = !lease.valid();
        if (again) {
            shown.addAll(held.clear().stream().filter(carrier()::reaches).toList());
            leaving.clear();
            carrier().leaveAll();
            lease.renew();
        }
        takeArrivals();
        alertHolders();
        if (again || polls % POLLS_TO_HAND_OVER == 0) {
            want(Stream.generate(fresh::poll).takeWhile(Objects::nonNull).toList());
            handOver();
        }
        if (again || polls % POLLS_TO_TAKE_OVER == 0) {
            takeOver();
            wantAgain(again ? Integer.MAX_VALUE : MOST_LOOKED_AT);
            release();
        }
    }

    private <T> T transaction(ClaimConnection.Work<T> work) throws SQLException {
        try {
            return connection.transaction(work);
        } catch (ClaimConnection.UncertainException e) {
            doubt();
            throw e;
        }
    }

    private void takeArrivals() throws SQLException {
        Map<String, Long> taken;
        do {
            long node = lease.node();
            taken = transaction(sql -> sql.takeArrivals(node, CHUNK));
            taken.forEach((text, first) -> arrived(Route.Destination.of(text), first));
        } while (taken.size() == CHUNK && lease.valid());
    }

    private void arrived(Route.Destination destination, long first) {
        carry(destination, new MessageId(first));
        if (first == FIRST.value() && carrier().reaches(destination)) {
            carrier().alert(destination);
        }
    }

    private void alertHolders() throws SQLException {
        List<Route.Destination> told = alerts.stream().limit(CHUNK).toList();
        if (told.isEmpty()) {
            return;
        }
        long node = lease.node();
        told.forEach(alerts::remove); // what comes from here on is told once more
        boolean done = false;
        try {
            transaction(sql -> sql.alert(texts(told), node));
            done = true;
        } finally {
            alerts.addAll(done ? List.of() : told);
        }
    }

    private void carry(Route.Destination destination, MessageId first) {
        held.hold(destination);
        carrier().carry(destination, first);
    }

    private void want(List<Route.Destination> wanted) throws SQLException {
        long node = lease.node();
        for (int i = 0; i < wanted.size(); i += CHUNK) {
            Collection<String> chunk = texts(wanted.subList(i, Math.min(i + CHUNK, wanted.size())));
            for (String text : transaction(sql -> sql.want(chunk, node))) {
                carry(Route.Destination.of(text), FIRST);
            }
        }
    }

    /** Wants those whom others had wanted first, or have held since. */
    private void wantAgain(int most) throws SQLException {
        if (!round.hasNext()) {
            round = shown.iterator();
        }
        List<Route.Destination> turn = new ArrayList<>();
        while (turn.size() < most && round.hasNext()) {
            Route.Destination one = round.next();
            if (held.contains(one) || !carrier().reaches(one)) {
                round.remove();
            } else {
                turn.add(one);
            }
        }
        long node = lease.node();
        for (int i = 0; i < turn.size(); i += CHUNK) {
            Collection<String> chunk = texts(turn.subList(i, Math.min(i + CHUNK, turn.size())));
            Set<String> free = transaction(sql -> sql.unasked(chunk, node));
            want(free.stream().map(Route.Destination::of).toList());
        }
    }

    /** Gives others what they want, unless it can be reached from here. */
    private void handOver() throws SQLException, InterruptedException {
        long node = lease.node();
        List<Route.Destination> ready = new ArrayList<>();
        for (String text : transaction(sql -> sql.wantedOf(node))) {
            Route.Destination wanted = Route.Destination.of(text);
            boolean leaves = leaving.contains(wanted) || !carrier().reaches(wanted);
            if (leaves && carrier().leave(wanted)) {
                ready.add(wanted);
            } else if (leaves) {
                leaving.add(wanted); // what is under way ends first
            }
        }
        give(ready, free -> transaction(sql -> sql.handOver(texts(free), node)));
        ready.forEach(leaving::remove);
    }

    /** Lets go of what nothing waits for, and of what cannot be reached from here. */
    private void release() throws SQLException, InterruptedException {
        long node = lease.node();
        List<Route.Destination> unused =
                held.unused(UNUSED, CHUNK).stream()
                        .filter(one -> !carrier().waitsFor(one) && !carrier().reaches(one))
                        .toList();
        give(unused, free -> transaction(sql -> sql.release(texts(free), node)));
    }

    /** Says which of the destinations are not ours any more. */
    private interface Giving {
        Set<String> to(List<Route.Destination> free) throws SQLException;
    }

    /** While it lasts nobody stores messages for them; what stays ours is read again. */
    private void give(List<Route.Destination> destinations, Giving giving)
            throws SQLException, InterruptedException {
        if (destinations.isEmpty()) {
            return;
        }
        Set<Route.Destination> kept = new HashSet<>(destinations);
        try {
            List<Route.Destination> free = held.letGo(destinations, STORING);
            List<Route.Destination> left = free.stream().filter(carrier()::leave).toList();
            giving.to(left).forEach(text -> kept.remove(Route.Destination.of(text)));
        } finally {
            kept.forEach(one -> carry(one, FIRST));
            held.left(destinations);
        }
    }

    /** Takes what dead nodes had, with all other nodes that live. */
    private void takeOver() throws SQLException {
        List<Long> others = transaction(ClaimStatements::dead);
        others.remove(lease.node());
        for (long dead : others) {
            Set<String> taken;
            int count = 0;
            do {
                long node = lease.node();
                taken = transaction(sql -> sql.takeOver(dead, node, CHUNK));
                taken.forEach(text -> carry(Route.Destination.of(text), FIRST));
                count += taken.size();
            } while (!taken.isEmpty() && lease.valid());
            if (count > 0) {
                LOG.info("taken-over node={} destinations={}", dead, count);
            }
        }
    }

    private static Collection<String> texts(Collection<Route.Destination> destinations) {
        return destinations.stream().map(Route.Destination::text).toList();
    }

    /** Others may take at once what we had. */
    @Override
    public void close() {
        stopped.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        lease.close();
        connection.close();
    }
}
