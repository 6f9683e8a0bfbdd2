// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.WspCharset;
import org.heliograph.pdu.wsp.WspReader;

/**
 * Reads WBXML 1.0 to 1.3 of one vocabulary (WAP-192-WBXML §5): tokens, literals, string table,
 * entities. Extension tokens and processing instructions, which mean nothing in these vocabularies,
 * are refused.
 */
final class WbxmlReader {
    private static final int VERSION_1_0 = 0x00;
    private static final int VERSION_1_3 = 0x03;
    private static final int IN_STRING_TABLE = 0;
    private static final int UNKNOWN_ID = 1;
    private static final int UNKNOWN_CHARSET = 0;

    private final Vocabulary vocabulary;
    private final Charset charset;
    private final Octets strings;
    private int elements;
    private int spent;

    private WbxmlReader(Vocabulary vocabulary, Charset charset, Octets strings) {
        this.vocabulary = vocabulary;
        this.charset = charset;
        this.strings = strings;
    }

    static Element read(Vocabulary vocabulary, OctetReader in) throws DecodeException {
        int version = in.field("version", WbxmlReader::version);
        int idOffset = in.offset();
        long id = in.field("public id", WspReader::uintvar);
        int idIndex = id == IN_STRING_TABLE ? index(in) : 0;
        Charset charset =
                version == VERSION_1_0
                        ? StandardCharsets.UTF_8
                        : in.field("charset", WbxmlReader::charset);
        Octets strings = in.field("string table", i -> i.octets(WspReader.count(i)));
        WbxmlReader reader = new WbxmlReader(vocabulary, charset, strings);
        if (id == IN_STRING_TABLE
                ? !reader.tableString(idOffset, idIndex).equals(vocabulary.formalId())
                : id != UNKNOWN_ID && id != vocabulary.publicId()) {
            throw new DecodeException(idOffset, "document of another type").within("public id");
        }
        Element root = in.field("body", i -> reader.element(i, 1));
        in.end();
        return root;
    }

    private static int version(OctetReader in) throws DecodeException {
        int start = in.offset();
        int version = in.octet();
        if (version > VERSION_1_3) {
            throw new DecodeException(start, "version 0x%02x".formatted(version));
        }
        return version;
    }

    /** Text ends with one zero octet, or two in UTF-16; other wide charsets nobody writes. */
    private static Charset charset(OctetReader in) throws DecodeException {
        int start = in.offset();
        long mibEnum = WspReader.uintvar(in);
        return mibEnum == UNKNOWN_CHARSET
                ? StandardCharsets.UTF_8
                : WspCharset.charset(mibEnum)
                        .filter(charset -> !charset.name().startsWith("UTF-32"))
                        .orElseThrow(() -> new DecodeException(start, "charset " + mibEnum));
    }

    private static int index(OctetReader in) throws DecodeException {
        int start = in.offset();
        long index = WspReader.uintvar(in);
        if (index > Element.MAX_OCTETS) {
            throw new DecodeException(start, "index " + index);
        }
        return (int) index;
    }

    private Element element(OctetReader in, int depth) throws DecodeException {
        int start = in.offset();
        if (depth > Element.MAX_DEPTH || ++elements > Element.MAX_ELEMENTS) {
            throw new DecodeException(start, "too many elements");
        }
        int tag = in.octet();
        while (tag == Wbxml.SWITCH_PAGE) {
            page(in);
            tag = in.octet();
        }
        String name = tagName(start, tag & ~(Wbxml.WITH_ATTRIBUTES | Wbxml.WITH_CONTENT), in);
        List<XmlAttribute> attributes =
                (tag & Wbxml.WITH_ATTRIBUTES) == 0 ? List.of() : in.field(name, this::attributes);
        List<Element> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        if ((tag & Wbxml.WITH_CONTENT) != 0) {
            in.field(name, i -> content(i, depth, children, text));
        }
        return new Element(name, attributes, children, text.toString());
    }

    private String tagName(int start, int identity, OctetReader in) throws DecodeException {
        return identity == Wbxml.LITERAL
                ? tableString(start, index(in))
                : vocabulary
                        .tag(identity)
                        .orElseThrow(
                                () ->
                                        new DecodeException(
                                                start, "0x%02x is no tag".formatted(identity)));
    }

    private List<XmlAttribute> attributes(OctetReader in) throws DecodeException {
        List<XmlAttribute> attributes = new ArrayList<>();
        while (true) {
            int start = in.offset();
            int token = in.octet();
            if (token == Wbxml.END) {
                return attributes;
            }
            if (token == Wbxml.SWITCH_PAGE) {
                page(in);
                continue;
            }
            if (attributes.size() == Element.MAX_ATTRIBUTES) {
                throw new DecodeException(start, "too many attributes");
            }
            Vocabulary.Start begun =
                    token == Wbxml.LITERAL
                            ? new Vocabulary.Start(tableString(start, index(in)), "")
                            : vocabulary
                                    .start(token)
                                    .orElseThrow(
                                            () ->
                                                    new DecodeException(
                                                            start,
                                                            "0x%02x is no attribute"
                                                                    .formatted(token)));
            String name = begun.attribute();
            attributes.add(in.field(name, i -> new XmlAttribute(name, value(begun, i))));
        }
    }

    private String value(Vocabulary.Start begun, OctetReader in) throws DecodeException {
        StringBuilder value = new StringBuilder(begun.prefix());
        while (continuesValue(in.peek())) {
            int start = in.offset();
            int token = in.octet();
            if (token == Wbxml.SWITCH_PAGE) {
                page(in);
            } else if (token == Wbxml.OPAQUE && vocabulary.dates().contains(begun.attribute())) {
                value.append(DateTime.text(in.octets(WspReader.count(in))));
            } else {
                value.append(vocabulary.value(token).orElse(""));
                if (vocabulary.value(token).isEmpty()) {
                    value.append(string(start, token, in));
                }
            }
        }
        return value.toString();
    }

    private static boolean continuesValue(int token) {
        return token >= 0x80
                || token == Wbxml.STR_I
                || token == Wbxml.ENTITY
                || token == Wbxml.SWITCH_PAGE;
    }

    private int content(OctetReader in, int depth, List<Element> children, StringBuilder text)
            throws DecodeException {
        while (true) {
            int start = in.offset();
            int token = in.peek();
            if (token == Wbxml.END) {
                return in.octet();
            }
            if (token == Wbxml.SWITCH_PAGE) {
                in.octet();
                page(in);
            } else if (isTag(token)) {
                children.add(element(in, depth + 1));
            } else {
                text.append(string(start, in.octet(), in));
            }
        }
    }

    private static boolean isTag(int token) {
        return (token & ~(Wbxml.WITH_ATTRIBUTES | Wbxml.WITH_CONTENT)) >= Wbxml.LITERAL;
    }

    /** {@return the text that a global token brings} */
    private String string(int start, int token, OctetReader in) throws DecodeException {
        return switch (token) {
            case Wbxml.STR_I -> text(start, terminated(in));
            case Wbxml.STR_T -> tableString(start, index(in));
            case Wbxml.ENTITY -> entity(in);
            default -> throw new DecodeException(start, "0x%02x is no text".formatted(token));
        };
    }

    private String entity(OctetReader in) throws DecodeException {
        int start = in.offset();
        long character = WspReader.uintvar(in);
        if (character > Character.MAX_CODE_POINT || !XmlText.isAllowed((int) character)) {
            throw new DecodeException(start, "entity " + character);
        }
        return Character.toString((int) character);
    }

    private String tableString(int start, int index) throws DecodeException {
        if (index >= strings.length()) {
            throw new DecodeException(start, "index " + index + " outside the string table");
        }
        OctetReader table = OctetReader.at(start, strings.from(index));
        return text(start, terminated(table));
    }

    private Octets terminated(OctetReader in) throws DecodeException {
        int width = charset.name().startsWith("UTF-16") ? 2 : 1;
        OctetReader ahead = in.fork();
        int length = 0;
        while (width == 1 ? ahead.octet() != 0 : ahead.uint16() != 0) {
            length += width;
        }
        Octets text = in.octets(length);
        in.octets(width);
        return text;
    }

    /** Counts the octets, which references to the string table multiply. */
    private String text(int start, Octets octets) throws DecodeException {
        spent += octets.length();
        if (spent > Element.MAX_OCTETS) {
            throw new DecodeException(start, "more than " + Element.MAX_OCTETS + " octets of text");
        }
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets.toArray())).toString();
        } catch (CharacterCodingException _) {
            throw new DecodeException(start, "text that is not " + charset.name());
        }
    }

    private static void page(OctetReader in) throws DecodeException {
        int start = in.offset();
        int page = in.octet();
        if (page != 0) {
            throw new DecodeException(start, "code page " + page);
        }
    }
}
