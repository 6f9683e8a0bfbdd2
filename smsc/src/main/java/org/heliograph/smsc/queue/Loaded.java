// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;

/**
 * The messages of a lane that are in memory: those of a higher priority_flag first (SMPP 3.4
 * §5.2.14), among equals in the order of their coming. Of a long message that has begun to be
 * delivered all parts come before anything more urgent.
 */
final class Loaded {
    /** Greater values of priority_flag are reserved, and mean no more. */
    private static final int HIGHEST = 3;

    private final ArrayDeque<ShortMessage> usual = new ArrayDeque<>();

    /** Those of priority 3, 2 and 1; made when the first of them comes. */
    private List<ArrayDeque<ShortMessage>> urgent = List.of();

    static boolean isUrgent(ShortMessage message) {
        return message.smppParameters().priority() > 0;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        int size = usual.size();
        for (ArrayDeque<ShortMessage> rank : urgent) {
            size += rank.size();
        }
        return size;
    }

    void add(ShortMessage message) {
        if (isUrgent(message) && urgent.isEmpty()) {
            urgent = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
        }
        rank(message).addLast(message);
    }

    private ArrayDeque<ShortMessage> rank(ShortMessage message) {
        return isUrgent(message)
                ? urgent.get(HIGHEST - Math.min(HIGHEST, message.smppParameters().priority()))
                : usual;
    }

    /** Takes a message out, whose place is the first of its rank, or nearly. */
    void remove(ShortMessage message) {
        Iterator<ShortMessage> place = rank(message).iterator();
        while (place.hasNext()) {
            if (place.next().id().equals(message.id())) {
                place.remove();
                break;
            }
        }
        if (urgent.stream().allMatch(ArrayDeque::isEmpty)) {
            urgent = List.of(); // the order is simple again
        }
    }

    void clear() {
        usual.clear();
        urgent = List.of();
    }

    /** {@return all of them} */
    Collection<ShortMessage> all() {
        if (urgent.isEmpty()) {
            return usual;
        }
        var all = new ArrayList<ShortMessage>(size());
        urgent.forEach(all::addAll);
        all.addAll(usual);
        return all;
    }

    Set<MessageId> ids() {
        var ids = new HashSet<MessageId>();
        all().forEach(message -> ids.add(message.id()));
        return ids;
    }

    /** {@return all of them in the order of delivery} */
    Collection<ShortMessage> inOrder(Set<MessageId> underWay) {
        if (urgent.isEmpty()) {
            return usual;
        }
        var begun = new ArrayList<ShortMessage>();
        var rest = new ArrayList<ShortMessage>(size());
        for (ArrayDeque<ShortMessage> rank : urgent) {
            sort(rank, underWay, begun, rest);
        }
        sort(usual, underWay, begun, rest);
        begun.addAll(rest);
        return begun;
    }

    /** What is under way, and the parts that follow it or what has left already, has begun. */
    private static void sort(
            ArrayDeque<ShortMessage> rank,
            Set<MessageId> underWay,
            List<ShortMessage> begun,
            List<ShortMessage> rest) {
        boolean follows = true;
        for (ShortMessage message : rank) {
            follows &= underWay.contains(message.id()) || isLaterPart(message);
            (follows ? begun : rest).add(message);
        }
    }

    private static boolean isLaterPart(ShortMessage message) {
        return message.userData().concatenation().map(part -> part.sequence() > 1).orElse(false);
    }
}
