// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;

/** Cuts what is longer than one TP-UD into a concatenated message (3GPP TS 23.040 §9.2.3.24.1). */
public final class Segmentation {
    private static final int MAX_PARTS = 255;
    private static final int MAX_SEPTETS = 160;

    /** The most that may not be cut: a surrogate pair. */
    private static final int LEAST_ROOM = 4;

    private Segmentation() {}

    /** A text ready to be carried: the scheme of all parts, and the parts in order. */
    public record Text(DataCodingScheme dataCodingScheme, List<UserData> parts) {
        public Text {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Picks GSM 7-bit where the text allows it, without national tables, else UCS-2; never splits
     * an extension pair or a surrogate pair.
     *
     * @param reference low eight bits used
     * @throws IllegalArgumentException if more than 255 parts are needed
     */
    public static Text ofText(String text, int reference) {
        Alphabet alphabet = Alphabet.GSM_7BIT.spells(text) ? Alphabet.GSM_7BIT : Alphabet.UCS2;
        DataCodingScheme scheme = DataCodingScheme.of(alphabet);
        return new Text(scheme, of(scheme, List.of(), alphabet.spell(text), reference));
    }

    /**
     * Picks what needs the fewest parts, headers counted, among the GSM 7-bit default alphabet, the
     * tables of the languages in {@code allowed}, and UCS-2. Of equals, what more handsets can
     * read: the default alphabet, then a single-shift table (who lacks it shows letters of the
     * default alphabet in its place), then a locking-shift table, then locking and single shift of
     * one language, then UCS-2; of languages, the one with the lowest identifier. Never splits an
     * extension pair or a surrogate pair. Every part names the tables (TS 23.040 §9.2.3.24.15 and
     * .16), for each is read on its own.
     *
     * @param allowed what the operator's handsets can read
     * @param reference low eight bits used
     * @throws IllegalArgumentException if more than 255 parts are needed
     */
    public static Text ofText(String text, Set<NationalLanguage> allowed, int reference) {
        Optional<List<UserData>> best = Optional.empty();
        for (List<InformationElement> header : headers(allowed)) {
            Optional<List<UserData>> parts = spelt(text, header, reference, fewerThan(best));
            best = parts.isPresent() ? parts : best;
        }
        int most = fewerThan(best);
        if (text.length() <= most * (UserData.MAX_OCTETS / 2)) {
            Octets payload = Alphabet.UCS2.spell(text);
            Optional<List<UserData>> parts =
                    parts(DataCodingScheme.UCS2, List.of(), payload, reference, most);
            if (parts.isPresent()) {
                return new Text(DataCodingScheme.UCS2, parts.get());
            }
        }
        return new Text(DataCodingScheme.GSM_7BIT, best.orElseThrow(Segmentation::tooMany));
    }

    /**
     * {@return every way to carry {@code text} among those that {@link #ofText(String, Set, int)}
     * picks from, in the order in which it prefers equals} What lacks a character, or needs more
     * than 255 parts, is not among them.
     *
     * @param allowed as above
     * @param reference low eight bits used
     */
    public static List<Text> ways(String text, Set<NationalLanguage> allowed, int reference) {
        List<Text> ways = new ArrayList<>();
        for (List<InformationElement> header : headers(allowed)) {
            spelt(text, header, reference, MAX_PARTS)
                    .ifPresent(parts -> ways.add(new Text(DataCodingScheme.GSM_7BIT, parts)));
        }
        parts(DataCodingScheme.UCS2, List.of(), Alphabet.UCS2.spell(text), reference, MAX_PARTS)
                .ifPresent(parts -> ways.add(new Text(DataCodingScheme.UCS2, parts)));
        return ways;
    }

    /** What may stand before GSM 7-bit text, the best first. */
    private static List<List<InformationElement>> headers(Set<NationalLanguage> allowed) {
        List<NationalLanguage> languages = allowed.stream().sorted().toList();
        List<List<InformationElement>> headers = new ArrayList<>();
        headers.add(List.of());
        for (NationalLanguage language : languages) {
            headers.add(List.of(new NationalLanguageSingleShift(language)));
        }
        List<NationalLanguage> locking =
                languages.stream().filter(NationalLanguage::locks).toList();
        for (NationalLanguage language : locking) {
            headers.add(List.of(new NationalLanguageLockingShift(language)));
        }
        for (NationalLanguage language : locking) {
            headers.add(
                    List.of(
                            new NationalLanguageLockingShift(language),
                            new NationalLanguageSingleShift(language)));
        }
        return headers;
    }

    /** The parts of a text in GSM 7-bit, if the tables have it all and they are few enough. */
    private static Optional<List<UserData>> spelt(
            String text, List<InformationElement> header, int reference, int most) {
        GsmAlphabet alphabet = GsmAlphabet.of(header);
        OptionalInt septets = alphabet.septets(text);
        if (septets.isEmpty() || septets.getAsInt() > most * MAX_SEPTETS) {
            return Optional.empty();
        }
        return parts(DataCodingScheme.GSM_7BIT, header, alphabet.spell(text), reference, most);
    }

    private static int fewerThan(Optional<List<UserData>> best) {
        return best.isPresent() ? best.get().size() - 1 : MAX_PARTS;
    }

    private static IllegalArgumentException tooMany() {
        return new IllegalArgumentException("more than " + MAX_PARTS + " parts");
    }

    /**
     * Cuts 8-bit data; each part starts with {@code header} (such as ports).
     *
     * @throws IllegalArgumentException if more than 255 parts are needed
     */
    public static List<UserData> ofData(
            List<InformationElement> header, Octets data, int reference) {
        return of(DataCodingScheme.EIGHT_BIT, header, data, reference);
    }

    /**
     * Cuts a payload of any scheme; each part starts with {@code header}. What fits one message is
     * one part, without a concatenation element.
     *
     * @param payload as {@link UserData} has it
     * @param reference low eight bits used
     * @throws IllegalArgumentException if more than 255 parts are needed, the payload is not what
     *     the scheme says, or the header leaves no room or says already which part this is
     */
    public static List<UserData> of(
            DataCodingScheme scheme,
            List<InformationElement> header,
            Octets payload,
            int reference) {
        return parts(scheme, header, payload, reference, MAX_PARTS)
                .orElseThrow(Segmentation::tooMany);
    }

    /** As above; nothing if it takes more than {@code most} parts. */
    private static Optional<List<UserData>> parts(
            DataCodingScheme scheme,
            List<InformationElement> header,
            Octets payload,
            int reference,
            int most) {
        UserData whole = new UserData(header, payload);
        if (whole.fits(scheme)) {
            return most < 1 ? Optional.empty() : Optional.of(List.of(whole));
        }
        if (whole.concatenation().isPresent()) {
            throw new IllegalArgumentException("a part of a concatenated message, and too long");
        }
        List<Octets> pieces = cut(scheme, payload, room(scheme, header), most);
        List<UserData> parts = new ArrayList<>(pieces.size());
        for (Octets piece : pieces) {
            List<InformationElement> numbered = new ArrayList<>(header);
            numbered.add(
                    new Concatenation(reference & 0xFF, false, pieces.size(), parts.size() + 1));
            UserData part = new UserData(numbered, piece);
            part.requireFits(scheme, UserData.MAX_OCTETS);
            parts.add(part);
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(parts));
    }

    /** Septets or octets of payload in each part. */
    private static int room(DataCodingScheme scheme, List<InformationElement> header) {
        List<InformationElement> numbered = new ArrayList<>(header);
        numbered.add(new Concatenation(0, false, 1, 1));
        int used = new UserData(numbered, Octets.EMPTY).length(scheme);
        int room = (scheme.countsSeptets() ? MAX_SEPTETS : UserData.MAX_OCTETS) - used;
        if (room < LEAST_ROOM) {
            throw new IllegalArgumentException("the header leaves no room");
        }
        return room;
    }

    /** The payloads of the parts; none if there would be more than {@code most}. */
    private static List<Octets> cut(DataCodingScheme scheme, Octets payload, int room, int most) {
        List<Octets> pieces = new ArrayList<>();
        int start = 0;
        while (start < payload.length()) {
            int end = payload.length();
            if (end - start > room) {
                end = start + room - overhang(scheme, payload, start, start + room);
            }
            pieces.add(payload.slice(start, end));
            if (pieces.size() > most) {
                return List.of();
            }
            start = end;
        }
        return pieces;
    }

    /** How much before {@code end} belongs to the next part, lest something be split. */
    private static int overhang(DataCodingScheme scheme, Octets payload, int start, int end) {
        if (scheme.compressed()) {
            return 0;
        }
        return switch (scheme.alphabet()) {
            case GSM_7BIT -> {
                int escapes = 0; // an even number of them escape each other
                while (end - escapes > start
                        && payload.at(end - escapes - 1) == GsmAlphabet.ESCAPE) {
                    escapes++;
                }
                yield escapes % 2;
            }
            case EIGHT_BIT -> 0;
            case UCS2 -> {
                int odd = (end - start) % 2;
                boolean high = (payload.at(end - odd - 2) & 0xFC) == 0xD8;
                boolean low = (payload.at(end - odd) & 0xFC) == 0xDC;
                yield high && low ? odd + 2 : odd;
            }
        };
    }
}
