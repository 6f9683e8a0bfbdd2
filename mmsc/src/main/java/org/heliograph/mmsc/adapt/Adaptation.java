// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.heliograph.config.AdaptationSettings;
import org.heliograph.config.DeviceProfile;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages fit the handsets that fetch them, on a few threads of its own: as many messages at
 * a time, each in bounded memory, few waiting, none longer than a time. What cannot be done in
 * these bounds goes out as it came in, for a handset may show more than its profile says. What is
 * stored never changes.
 */
public final class Adaptation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Adaptation.class);

    private final AdaptationSettings settings;
    private final DeviceProfiles profiles;
    private final MmscMetrics metrics;
    private final Pictures pictures;
    private final AdaptedMessages cache;
    private final ThreadPoolExecutor workers;

    /** Where the body of a message comes from. */
    public interface Body {
        Octets read() throws IOException;
    }

    public Adaptation(AdaptationSettings settings, DeviceProfiles profiles, MmscMetrics metrics) {
        this.settings = settings;
        this.profiles = profiles;
        this.metrics = metrics;
        this.pictures = new Pictures(settings.maxPixels());
        this.cache = new AdaptedMessages(settings.cacheOctets());
        ThreadFactory threads = Thread.ofPlatform().daemon().name("mmsc-adapt-", 0).factory();
        this.workers =
                new ThreadPoolExecutor(
                        settings.workers(),
                        settings.workers(),
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(settings.queue()),
                        threads);
    }

    /**
     * {@return the message as the handset takes it; nothing if it goes out as it is: because it
     * fits, its sender said so (X-Mms-Adaptation-Allowed), or it could not be done in time}
     *
     * @param body read on a thread of ours, and only if it is needed
     */
    public Optional<Adapted> adapted(
            MultimediaMessage message, Msisdn caller, Device device, Body body)
            throws InterruptedException {
        DeviceProfile profile = profiles.of(device, caller);
        if (!settings.enabled() || profile.takesEverything()) {
            return Optional.empty();
        }
        if (!message.headers().first(MmsField.ADAPTATION_ALLOWED).orElse(true)) {
            metrics.adapted("not-allowed");
            return Optional.empty();
        }
        AdaptedMessages.Key key = new AdaptedMessages.Key(message.content(), profile.name());
        Optional<Adapted> known = cache.get(key);
        if (known.isPresent()) {
            metrics.adapted("cached");
            return known;
        }
        return worked(message, profile, body, key);
    }

    private Optional<Adapted> worked(
            MultimediaMessage message, DeviceProfile profile, Body body, AdaptedMessages.Key key)
            throws InterruptedException {
        Future<Optional<Adapted>> work;
        try {
            work = workers.submit(() -> adapt(message, profile, body));
        } catch (RejectedExecutionException e) {
            return asItIs(message, profile, "adaptation-busy", settings.queue() + " are waiting");
        }
        try {
            Optional<Adapted> adapted =
                    work.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            adapted.ifPresent(made -> cache.put(key, made));
            metrics.adapted(adapted.isPresent() ? "adapted" : "fits");
            return adapted;
        } catch (TimeoutException e) {
            return asItIs(message, profile, "adaptation-slow", "not within " + settings.timeout());
        } catch (ExecutionException e) {
            return asItIs(message, profile, "adaptation-failed", String.valueOf(e.getCause()));
        } finally {
            work.cancel(true);
        }
    }

    private Optional<Adapted> adapt(MultimediaMessage message, DeviceProfile profile, Body body)
            throws IOException, DecodeException {
        var type = message.headers().first(MmsField.CONTENT_TYPE);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Octets octets = body.read();
        Optional<Adapted> adapted =
                new Fitting(pictures, profile, settings.removedText()).fit(type.get(), octets);
        adapted.ifPresent(
                made ->
                        LOG.info(
                                "adapted message={} profile={} octets={} to={} changes=\"{}\"",
                                message.id(),
                                profile.name(),
                                octets.length(),
                                made.body().length(),
                                String.join("; ", made.changes())));
        return adapted;
    }

    private Optional<Adapted> asItIs(
            MultimediaMessage message, DeviceProfile profile, String code, String reason) {
        metrics.adapted(code);
        LOG.info(
                "not adapted code={} reason=\"{}\" message={} profile={}",
                code,
                reason,
                message.id(),
                profile.name());
        return Optional.empty();
    }

    /** Ends at once: who waits gets the message as it is. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
