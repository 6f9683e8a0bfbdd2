// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.policy;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.script.Delay;
import org.heliograph.config.script.Word;

/**
 * It goes on. What is said of it makes another answer of this one: {@code
 * accept().hideSender().tag('survey')}.
 */
public final class Accept implements Decision {
    static final Accept AS_IT_IS =
            new Accept(List.of(), Optional.empty(), Optional.empty(), Delay.NONE, List.of());

    private final List<String> recipients;
    private final Optional<String> title;
    private final Optional<Boolean> sender;
    private final Delay delay;
    private final List<String> tags;

    private Accept(
            List<String> recipients,
            Optional<String> title,
            Optional<Boolean> sender,
            Delay delay,
            List<String> tags) {
        this.recipients = recipients;
        this.title = title;
        this.sender = sender;
        this.delay = delay;
        this.tags = tags;
    }

    /** {@return the same for this recipient in the place of all} */
    public Accept to(String recipient) {
        return to(List.of(recipient));
    }

    /** {@return the same for these recipients in the place of all; all others see them} */
    public Accept to(List<String> others) {
        return new Accept(List.copyOf(others), title, sender, delay, tags);
    }

    /** {@return the same with another subject} */
    public Accept subject(String text) {
        return new Accept(recipients, Optional.of(text), sender, delay, tags);
    }

    /** {@return the same; recipients are not told who sent it} */
    public Accept hideSender() {
        return new Accept(recipients, title, Optional.of(false), delay, tags);
    }

    /** {@return the same; recipients are told who sent it} */
    public Accept showSender() {
        return new Accept(recipients, title, Optional.of(true), delay, tags);
    }

    /**
     * {@return the same, to wait}
     *
     * @param time such as 90s, 30m, 8h or 2d
     */
    public Accept delayFor(String time) {
        return delayed(Delay.For.of(time));
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
        return new Accept(recipients, title, sender, other, tags);
    }

    /**
     * {@return the same with one tag more, for the log}
     *
     * @param tag 1 to 40 letters, digits, dots and dashes; at most 10
     */
    public Accept tag(String tag) {
        return new Accept(recipients, title, sender, delay, Word.tagged(tags, tag));
    }

    List<String> recipients() {
        return recipients;
    }

    Optional<String> title() {
        return title;
    }

    Optional<Boolean> sender() {
        return sender;
    }

    Delay delay() {
        return delay;
    }

    List<String> tags() {
        return tags;
    }

    boolean delays() {
        return !delay.equals(Delay.NONE);
    }

    /** {@return whether it says nothing but that it goes on, and perhaps when} */
    boolean changesNothing() {
        return recipients.isEmpty() && title.isEmpty() && sender.isEmpty() && tags.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder all = new StringBuilder("accept");
        if (!recipients.isEmpty()) {
            all.append(", to ").append(String.join(" ", recipients));
        }
        title.ifPresent(one -> all.append(", subject \"").append(one).append('"'));
        sender.ifPresent(shown -> all.append(shown ? ", show sender" : ", hide sender"));
        if (delays()) {
            all.append(", delay ").append(delay);
        }
        if (!tags.isEmpty()) {
            all.append(", tags ").append(String.join(" ", tags));
        }
        return all.toString();
    }
}
