// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.Concatenation;

/**
 * Puts concatenated messages together (3GPP TS 23.040 §9.2.3.24.1). Parts may come in any order and
 * more than once. Bounded: when there are too many incomplete messages, the one begun first is
 * dropped, and an incomplete message holds at most 255 parts of one TP-UD each.
 *
 * <p>Knows no time: who wants incomplete messages to expire drops the whole object. For one thread.
 */
public final class Reassembly {
    /** Septets in one TP-UD; what has more never was a part. */
    private static final int MAX_PART = 160;

    private final int capacity;
    private final SequencedMap<Key, Map<Integer, UserData>> incomplete = new LinkedHashMap<>();

    private record Key(TpAddress sender, int reference, boolean wide, int total) {}

    /**
     * @param capacity how many incomplete messages to hold, at least 1
     */
    public Reassembly(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
    }

    /**
     * Takes a part.
     *
     * <p>A part that contradicts the one held under its number belongs to a later message with the
     * same reference; the earlier message is dropped.
     *
     * @return the whole message if this was its last missing part: the payloads joined, so that
     *     pairs split between parts are whole again, under the other elements of the first part's
     *     header; what is not concatenated is returned as it is
     */
    public Optional<UserData> add(TpAddress sender, UserData part) {
        Optional<Concatenation> concatenation = part.concatenation();
        if (concatenation.isEmpty() || part.payload().length() > MAX_PART) {
            return Optional.of(part);
        }
        Concatenation place = concatenation.get();
        Key key = new Key(sender, place.reference(), place.wide(), place.total());
        Map<Integer, UserData> parts = partsOf(key);
        UserData held = parts.putIfAbsent(place.sequence(), part);
        if (held != null && !held.equals(part)) {
            incomplete.remove(key);
            parts = partsOf(key);
            parts.put(place.sequence(), part);
        }
        if (parts.size() < place.total()) {
            return Optional.empty();
        }
        incomplete.remove(key);
        return Optional.of(join(List.copyOf(parts.values())));
    }

    /** {@return the number of incomplete messages held} */
    public int size() {
        return incomplete.size();
    }

    private Map<Integer, UserData> partsOf(Key key) {
        Map<Integer, UserData> parts = incomplete.computeIfAbsent(key, _ -> new TreeMap<>());
        if (incomplete.size() > capacity) {
            incomplete.pollFirstEntry();
        }
        return parts;
    }

    private static UserData join(List<UserData> parts) {
        List<InformationElement> header = new ArrayList<>();
        for (InformationElement element : parts.getFirst().header()) {
            if (!(element instanceof Concatenation)) {
                header.add(element);
            }
        }
        int length = parts.stream().mapToInt(part -> part.payload().length()).sum();
        byte[] payload = new byte[length];
        int position = 0;
        for (UserData part : parts) {
            part.payload().copyTo(payload, position);
            position += part.payload().length();
        }
        return new UserData(header, Octets.ofOwned(payload));
    }
}
