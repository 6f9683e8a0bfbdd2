// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.heliograph.config.Listen;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * Asks DNS, and keeps the answer as long as it says (RFC 1035), that there is none too (RFC 2308).
 * The hosts file comes first. What could not be asked counts as not there, and is not asked again
 * for {@link #AFTER_FAILURE}. The only class that knows which library does it.
 */
final class Dns {
    /** An SRV record (RFC 2782). */
    record Service(int priority, int weight, int port, String target) {}

    /** A NAPTR record (RFC 3403 §4). */
    record Pointer(int order, int preference, String flags, String service, String replacement) {}

    private record Question(String name, int type) {}

    private static final Logger LOG = LoggerFactory.getLogger(Dns.class);
    private static final int MOST_ANSWERS = 10_000;

    /**
     * Nothing is believed for longer than a day, nor that it is not there than for five minutes.
     */
    private static final int LONGEST_SECONDS = 86_400;

    private static final int LONGEST_NOTHING_SECONDS = 300;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final int MOST_FAILURES = 1_000;

    private final LookupSession session;
    private final Duration patience;
    private final Map<Question, CompletableFuture<List<Record>>> asked = new ConcurrentHashMap<>();
    private final Map<Question, Long> failed = new ConcurrentHashMap<>();

    /**
     * @param servers to ask; none: those of the system, as they were when the process started
     * @param patience longest wait for the answer to one question
     */
    Dns(List<Listen> servers, Duration patience) {
        this.patience = patience;
        Cache cache = new Cache(DClass.IN);
        cache.setMaxEntries(MOST_ANSWERS);
        cache.setMaxCache(LONGEST_SECONDS);
        cache.setMaxNCache(LONGEST_NOTHING_SECONDS);
        session =
                LookupSession.builder()
                        .resolver(resolver(servers, patience))
                        .cache(cache)
                        .defaultHostsFileParser()
                        .build();
    }

    private static Resolver resolver(List<Listen> servers, Duration patience) {
        List<Resolver> each = new ArrayList<>();
        for (Listen server : servers) {
            each.add(new SimpleResolver(server.socketAddress()));
        }
        ExtendedResolver all = each.isEmpty() ? new ExtendedResolver() : new ExtendedResolver(each);
        all.setTimeout(patience);
        all.setRetries(2); // a datagram may be lost
        for (Resolver one : all.getResolvers()) {
            one.setTimeout(patience.dividedBy(2));
        }
        return all;
    }

    /** {@return the addresses of a host, none if there are none} */
    List<InetAddress> addresses(String host, SipLocator.Family family) throws InterruptedException {
        List<InetAddress> found = new ArrayList<>();
        for (Record one : ask(host, family == SipLocator.Family.IPV6 ? Type.AAAA : Type.A)) {
            switch (one) {
                case ARecord a -> found.add(a.getAddress());
                case AAAARecord aaaa -> found.add(aaaa.getAddress());
                default -> {}
            }
        }
        return found;
    }

    List<Service> services(String name) throws InterruptedException {
        List<Service> found = new ArrayList<>();
        for (Record one : ask(name, Type.SRV)) {
            if (one instanceof SRVRecord srv && !srv.getTarget().equals(Name.root)) {
                found.add(
                        new Service(
                                srv.getPriority(),
                                srv.getWeight(),
                                srv.getPort(),
                                srv.getTarget().toString(true)));
            }
        }
        return found;
    }

    List<Pointer> pointers(String name) throws InterruptedException {
        List<Pointer> found = new ArrayList<>();
        for (Record one : ask(name, Type.NAPTR)) {
            if (one instanceof NAPTRRecord naptr) {
                found.add(
                        new Pointer(
                                naptr.getOrder(),
                                naptr.getPreference(),
                                naptr.getFlags(),
                                naptr.getService(),
                                naptr.getReplacement().toString(true)));
            }
        }
        return found;
    }

    /** Many who ask the same at a time wait for one answer. */
    private List<Record> ask(String name, int type) throws InterruptedException {
        Question question = new Question(name, type);
        @Nullable Long again = failed.get(question);
        if (again != null && again - System.nanoTime() > 0) {
            return List.of();
        }
        Name asking;
        try {
            asking = Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            return List.of(); // no name at all
        }
        CompletableFuture<List<Record>> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<List<Record>> first = asked.putIfAbsent(question, mine);
        try {
            return first != null
                    ? first.get(patience.toNanos(), TimeUnit.NANOSECONDS)
                    : answer(question, asking, mine);
        } catch (ExecutionException | TimeoutException e) {
            return List.of(); // the first of us has said why
        }
    }

    private List<Record> answer(
            Question question, Name name, CompletableFuture<List<Record>> waiting)
            throws InterruptedException {
        List<Record> found = List.of();
        try {
            found =
                    session.lookupAsync(name, question.type())
                            .toCompletableFuture()
                            .get(patience.toNanos(), TimeUnit.NANOSECONDS)
                            .getRecords();
        } catch (ExecutionException e) {
            @Nullable Throwable why = e.getCause();
            if (!(why instanceof NoSuchDomainException || why instanceof NoSuchRRSetException)) {
                failed(question, String.valueOf(why));
            }
        } catch (TimeoutException e) {
            failed(question, "no answer within " + patience);
        } finally {
            asked.remove(question, waiting);
            waiting.complete(found);
        }
        return found;
    }

    private void failed(Question question, String reason) {
        if (failed.size() >= MOST_FAILURES) {
            failed.clear(); // they are asked once more, that is all
        }
        failed.put(question, System.nanoTime() + AFTER_FAILURE.toNanos());
        LOG.info(
                "look-up failed code=sip-dns name={} type={} reason=\"{}\"",
                SipReader.printable(question.name()),
                Type.string(question.type()),
                SipReader.printable(reason));
    }
}
