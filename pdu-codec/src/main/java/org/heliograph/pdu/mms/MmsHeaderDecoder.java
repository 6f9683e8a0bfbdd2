// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.mms.MmsHeaders.Line;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspReader;

/** Reads the headers of an MMS PDU, in breach of the standard too where the reading is kind. */
final class MmsHeaderDecoder {
    private MmsHeaderDecoder() {}

    /**
     * Reads headers of a PDU of this type until Content-Type, which is the last, or the end.
     *
     * <p>A kind reading keeps the octets of a value that is not of its field's type, and reads
     * headers in any order (§7).
     */
    static MmsHeaders decode(int messageType, OctetReader in) throws DecodeException {
        List<Line> lines = new ArrayList<>();
        boolean last = false;
        for (int count = 0; !in.atEnd() && (!last || startsHeader(in.peek())); count++) {
            if (count == MmsHeaders.MAX_HEADERS) {
                throw new DecodeException(
                        in.offset(), "more than " + MmsHeaders.MAX_HEADERS + " headers");
            }
            int start = in.offset();
            Optional<Line> read = line(messageType, in);
            if (read.isPresent()) {
                Line line = read.get();
                checkOrder(line, lines, start, in);
                if (line.number() != MmsField.MESSAGE_TYPE) {
                    lines.add(line);
                }
                last |= line.number() == MmsField.CONTENT_TYPE.number();
                if (line.number() == MmsField.CONTENT_TYPE.number() && !headersFollow(line, in)) {
                    break;
                }
            }
        }
        return MmsHeaders.of(lines);
    }

    /** X-Mms-Message-Type, X-Mms-Transaction-ID and X-Mms-MMS-Version come first, in this order. */
    private static void checkOrder(Line line, List<Line> before, int start, OctetReader in)
            throws DecodeException {
        int number = line.number();
        boolean late =
                number == MmsField.MESSAGE_TYPE
                        || (number == MmsField.TRANSACTION_ID.number() && !before.isEmpty())
                        || (number == MmsField.MMS_VERSION.number() && !allFirst(before));
        if (late) {
            in.deviation(start, MmsHeaders.nameOf(number) + " after other headers");
        }
    }

    private static boolean allFirst(List<Line> lines) {
        for (Line line : lines) {
            if (line.number() != MmsField.TRANSACTION_ID.number()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether headers follow Content-Type although it must be the last. A multipart body starts
     * with the number of its parts: no message has as many as these octets would say.
     */
    private static boolean headersFollow(Line line, OctetReader in) throws DecodeException {
        boolean multipart =
                line instanceof Line.Typed<?> typed
                        && typed.value() instanceof ContentType type
                        && Multipart.is(type);
        if (!multipart || in.atEnd() || in.peek() <= 0x82 || !startsHeader(in.peek())) {
            return false;
        }
        in.deviation(in.offset(), "headers after Content-Type");
        return true;
    }

    private static boolean startsHeader(int octet) {
        return octet >= 0x81 && octet <= 0xbf;
    }

    private static Optional<Line> line(int messageType, OctetReader in) throws DecodeException {
        if (in.peek() < 0x80) {
            return in.field("header", i -> Optional.of(named(i)), MmsHeaderDecoder::passedOver);
        }
        int number = in.peek() & 0x7f;
        Optional<MmsField<?>> known =
                MessageType.countsDeletions(messageType)
                        ? countedOrNot(number, in.fork())
                        : MmsField.numbered(number);
        if (known.isEmpty()) {
            return Optional.of(in.field(MmsHeaders.nameOf(number), i -> untyped(number, i)));
        }
        MmsField<?> field = known.get();
        return Optional.of(
                in.field(field.fieldName(), i -> typed(field, i), i -> rescued(field, i)));
    }

    /** An octet that starts no header, such as a zero too many; or a name that has no value. */
    private static Optional<Line> passedOver(OctetReader in) throws DecodeException {
        if (in.octet() > WspReader.LENGTH_QUOTE) {
            in.rest();
        }
        return Optional.empty();
    }

    private static Optional<MmsField<?>> countedOrNot(int number, OctetReader ahead)
            throws DecodeException {
        ahead.octet();
        boolean counted = !ahead.atEnd() && ahead.peek() <= WspReader.LENGTH_QUOTE;
        return (counted ? Deletion.numbered(number) : Optional.<MmsField<?>>empty())
                .or(() -> MmsField.numbered(number));
    }

    private static Line named(OctetReader in) throws DecodeException {
        int start = in.offset();
        String name = WspReader.text(in);
        MmsHeaders.requireName(name);
        return new Line.Named(name, in.since(start), WspReader.value(in));
    }

    private static Line untyped(int number, OctetReader in) throws DecodeException {
        in.octet();
        return new Line.Numbered(number, WspReader.value(in));
    }

    private static <T> Line typed(MmsField<T> field, OctetReader in) throws DecodeException {
        in.octet();
        int start = in.offset();
        T value = field.value().decoder().decode(in);
        return new Line.Typed<>(field, value, in.since(start));
    }

    private static <T> Line rescued(MmsField<T> field, OctetReader in) throws DecodeException {
        OctetReader trial = in.fork();
        trial.octet();
        try {
            T value = field.value().rescue().decode(trial);
            in.octet();
            return new Line.Typed<>(field, value, in.octets(trial.offset() - in.offset()));
        } catch (DecodeException | IllegalArgumentException e) {
            if (field == MmsField.CONTENT_TYPE) {
                return typed(field, in); // fails again: what follows could not be told apart
            }
            return untyped(field.number(), in);
        }
    }
}
