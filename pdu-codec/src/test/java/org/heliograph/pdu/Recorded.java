// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import java.util.List;
import org.heliograph.pdu.Reading.Field;

/**
 * Recorded fields as lines of text: two spaces for each field around it, name, first octet, end.
 */
public final class Recorded {
    private Recorded() {}

    /** {@return the fields that a strict reading of all of {@code hex} records} */
    public static String strictly(String hex, FieldDecoder<?> decoder) throws DecodeException {
        return by(Reading.strict(), hex, decoder);
    }

    /** {@return the fields that a kind reading of all of {@code hex} records} */
    public static String kindly(String hex, FieldDecoder<?> decoder) throws DecodeException {
        return by(Reading.kind(), hex, decoder);
    }

    private static String by(Reading reading, String hex, FieldDecoder<?> decoder)
            throws DecodeException {
        decoder.decode(new OctetReader(Octets.ofHex(hex), reading));
        StringBuilder lines = new StringBuilder();
        append(lines, "", reading.fields());
        return lines.toString();
    }

    private static void append(StringBuilder lines, String indent, List<Field> fields) {
        for (Field field : fields) {
            lines.append(indent).append(field.name()).append(' ');
            lines.append(field.start()).append('-').append(field.end()).append('\n');
            append(lines, indent + "  ", field.fields());
        }
    }
}
