// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.policy;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.script.Delay;
import org.heliograph.config.script.Word;

/**
 * It goes on. What is said of it makes another answer of this one: {@code
 * accept().to('447700900001').tag('ported')}.
 */
public final class Accept implements Decision {
    static final Accept AS_IT_IS =
            new Accept(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Delay.NONE,
                    List.of());

    private final Optional<String> sender;
    private final Optional<String> destination;
    private final Optional<String> words;
    private final Optional<String> target;
    private final Delay delay;
    private final List<String> tags;

    private Accept(
            Optional<String> sender,
            Optional<String> destination,
            Optional<String> words,
            Optional<String> target,
            Delay delay,
            List<String> tags) {
        this.sender = sender;
        this.destination = destination;
        this.words = words;
        this.target = target;
        this.delay = delay;
        this.tags = tags;
    }

    /** {@return the same with another sender: a number, or a name of up to 11 characters} */
    public Accept from(String number) {
        return new Accept(Optional.of(number), destination, words, target, delay, tags);
    }

    /** {@return the same for another destination} */
    public Accept to(String number) {
        return new Accept(sender, Optional.of(number), words, target, delay, tags);
    }

    /** {@return the same with another text, cut into as many parts as it needs} */
    public Accept text(String text) {
        return new Accept(sender, destination, Optional.of(text), target, delay, tags);
    }

    /**
     * {@return the same on another way}
     *
     * @param to {@code esme:NAME}, {@code upstream:NAME}, or {@code ims} for the handset
     */
    public Accept route(String to) {
        return new Accept(sender, destination, words, Optional.of(to), delay, tags);
    }

    /**
     * {@return the same, to wait}
     *
     * @param time such as 90s, 30m, 8h or 2d
     */
    public Accept delayFor(String time) {
        return delayed(Delay.For.of(time));
    }

    /** {@return the same, to wait} */
    public Accept delayFor(Duration time) {
        return delayed(new Delay.For(time));
    }

    /**
     * {@return the same, to wait}
     *
     * @param clock the time of the day, such as 07:30, when it comes the next time
     */
    public Accept delayUntil(String clock) {
        return delayed(Delay.UntilClock.of(clock));
    }

    /** {@return the same, to wait} */
    public Accept delayUntil(ZonedDateTime time) {
        return delayed(new Delay.Until(time.toInstant()));
    }

    private Accept delayed(Delay other) {
        return new Accept(sender, destination, words, target, other, tags);
    }

    /**
     * {@return the same with one tag more, for the log}
     *
     * @param tag 1 to 40 letters, digits, dots and dashes; at most 10
     */
    public Accept tag(String tag) {
        return new Accept(sender, destination, words, target, delay, Word.tagged(tags, tag));
    }

    Optional<String> sender() {
        return sender;
    }

    Optional<String> destination() {
        return destination;
    }

    Optional<String> words() {
        return words;
    }

    Optional<String> target() {
        return target;
    }

    Delay delay() {
        return delay;
    }

    List<String> tags() {
        return tags;
    }

    /** {@return whether sender, destination or text are others} */
    boolean changes() {
        return sender.isPresent() || destination.isPresent() || words.isPresent();
    }

    boolean delays() {
        return !delay.equals(Delay.NONE);
    }

    @Override
    public String toString() {
        StringBuilder all = new StringBuilder("accept");
        sender.ifPresent(one -> all.append(", from ").append(one));
        destination.ifPresent(one -> all.append(", to ").append(one));
        words.ifPresent(one -> all.append(", text \"").append(one).append('"'));
        target.ifPresent(one -> all.append(", route ").append(one));
        if (delays()) {
            all.append(", delay ").append(delay);
        }
        if (!tags.isEmpty()) {
            all.append(", tags ").append(String.join(" ", tags));
        }
        return all.toString();
    }
}
