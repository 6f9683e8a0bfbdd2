// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heliograph.tools.load.smpp.AddressRange;
import org.heliograph.tools.load.smpp.SubmitTemplate;

/** The submit_sm of each kind of message, as templates. */
final class Forms {
    /** A concatenated text's user data header, 8-bit reference (3GPP TS 23.040 §9.2.3.24.1). */
    private static final int HEADER = 6;

    private static final int REFERENCE_AT = 3;

    private static final int TEXT_LENGTH = 100;

    /** What fits beside the header: 153 septets. */
    private static final int PART_LENGTH = 153;

    private static final int UCS2_LENGTH = 70;

    /**
     * One submit_sm.
     *
     * @param header octets of user data header before the text
     * @param step octets of a character
     */
    record Form(SubmitTemplate template, int header, int step) {
        /** Writes what differs into a short_message that begins at {@code at}. */
        void fill(byte[] octets, int at, int reference, long run, long number, long micros) {
            if (header > 0) {
                octets[at + REFERENCE_AT] = (byte) reference;
            }
            Marker.write(run, number, micros, octets, at + header, step);
        }
    }

    private final Map<Mix.Kind, List<Form>> forms = new EnumMap<>(Mix.Kind.class);

    Forms(AddressRange from, AddressRange to) {
        byte[] plain = text(TEXT_LENGTH).getBytes(StandardCharsets.US_ASCII);
        forms.put(
                Mix.Kind.TEXT, List.of(new Form(new SubmitTemplate(from, to, 0, 0, plain), 0, 1)));
        forms.put(Mix.Kind.CONCAT, List.of(part(from, to, 1), part(from, to, 2)));
        byte[] ucs2 =
                (text(Marker.LENGTH) + " ".repeat(3) + "Привет, мир! ".repeat(3))
                        .substring(0, UCS2_LENGTH)
                        .getBytes(StandardCharsets.UTF_16BE);
        forms.put(Mix.Kind.UCS2, List.of(new Form(new SubmitTemplate(from, to, 0, 8, ucs2), 0, 2)));
    }

    private static Form part(AddressRange from, AddressRange to, int number) {
        byte[] message = new byte[HEADER + PART_LENGTH];
        byte[] header = {HEADER - 1, 0, 3, 0, 2, (byte) number};
        System.arraycopy(header, 0, message, 0, HEADER);
        byte[] text = text(PART_LENGTH).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, message, HEADER, PART_LENGTH);
        return new Form(new SubmitTemplate(from, to, SubmitTemplate.UDHI, 0, message), HEADER, 1);
    }

    private static String text(int length) {
        String marker = "#" + "0".repeat(8) + " " + "0".repeat(10) + " " + "0".repeat(10);
        return (marker + " The quick brown fox jumps over the lazy dog.".repeat(3))
                .substring(0, length);
    }

    /** {@return the short messages of a message, in order} */
    List<Form> of(Mix.Kind kind) {
        return forms.getOrDefault(kind, List.of());
    }
}
