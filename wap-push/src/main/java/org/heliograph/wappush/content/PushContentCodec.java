// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspCharset;
import org.heliograph.wappush.content.PushContent.Form;

/**
 * Push contents to octets and back. Decoding may fail; encoding cannot, for no invalid record
 * exists.
 */
public final class PushContentCodec {
    private static final String CHARSET = "charset";

    /** So far into a document its XML declaration is looked for. */
    private static final int DECLARATION_OCTETS = 128;

    private PushContentCodec() {}

    /** One of the three by its media types and its words. */
    private record Kind(
            Vocabulary vocabulary,
            String wbxml,
            String text,
            Function<Element, PushContent> content) {
        static final Kind SI =
                new Kind(
                        Vocabulary.SI,
                        "application/vnd.wap.sic",
                        "text/vnd.wap.si",
                        ServiceIndication::of);
        static final Kind SL =
                new Kind(
                        Vocabulary.SL,
                        "application/vnd.wap.slc",
                        "text/vnd.wap.sl",
                        ServiceLoading::of);
        static final Kind CO =
                new Kind(
                        Vocabulary.CO,
                        "application/vnd.wap.coc",
                        "text/vnd.wap.co",
                        CacheOperation::of);

        static Optional<Kind> of(ContentType type) {
            return List.of(SI, SL, CO).stream()
                    .filter(
                            kind ->
                                    kind.wbxml.equals(type.mediaType())
                                            || kind.text.equals(type.mediaType()))
                    .findFirst();
        }

        static Kind of(PushContent content) {
            return switch (content) {
                case ServiceIndication _ -> SI;
                case ServiceLoading _ -> SL;
                case CacheOperation _ -> CO;
            };
        }
    }

    /** {@return whether bodies of this type are read here} */
    public static boolean reads(ContentType type) {
        return Kind.of(type).isPresent();
    }

    /**
     * {@return the media type of a content in this form, with the charset where it is text: WBXML
     * names its own}
     */
    public static ContentType contentType(PushContent content, Form form) {
        Kind kind = Kind.of(content);
        return switch (form) {
            case WBXML -> new ContentType(kind.wbxml, List.of());
            case TEXT ->
                    new ContentType(
                            kind.text, List.of(new ContentType.Parameter(CHARSET, "utf-8")));
        };
    }

    /**
     * Reads a body of at most 64 KiB.
     *
     * @param type tells which content it is, which form, and the charset of a text
     * @throws DecodeException if the type is none that {@link #reads}, or the body is malformed;
     *     offsets in a text count characters
     */
    public static PushContent decode(ContentType type, Octets body) throws DecodeException {
        Optional<Kind> known = Kind.of(type);
        if (known.isEmpty()) {
            throw new DecodeException(0, "content of type " + type.mediaType());
        }
        Kind kind = known.get();
        OctetReader in = new OctetReader(body);
        return in.field(
                kind.vocabulary.name(),
                i -> {
                    if (body.length() > Element.MAX_OCTETS) {
                        throw new DecodeException(0, "document of " + body.length() + " octets");
                    }
                    Element root =
                            type.mediaType().equals(kind.wbxml)
                                    ? WbxmlReader.read(kind.vocabulary, i)
                                    : XmlReader.read(text(type, i.rest()));
                    return kind.content.apply(root);
                });
    }

    public static Octets encode(PushContent content, Form form) {
        Element root =
                switch (content) {
                    case ServiceIndication indication -> indication.toElement();
                    case ServiceLoading loading -> loading.toElement();
                    case CacheOperation operation -> operation.toElement();
                };
        Vocabulary vocabulary = Kind.of(content).vocabulary;
        return switch (form) {
            case WBXML -> WbxmlWriter.write(vocabulary, root);
            case TEXT -> Octets.of(XmlWriter.write(vocabulary, root), StandardCharsets.UTF_8);
        };
    }

    /**
     * Byte order mark, then the type's charset, then the declaration's, then UTF-8 (RFC 7303 §3).
     */
    private static String text(ContentType type, Octets body) throws DecodeException {
        if (startsWith(body, 0xef, 0xbb, 0xbf)) {
            return decoded(body.from(3), StandardCharsets.UTF_8);
        }
        if (startsWith(body, 0xfe, 0xff) || startsWith(body, 0xff, 0xfe)) {
            return decoded(body, StandardCharsets.UTF_16);
        }
        String beginning =
                body.slice(0, Math.min(body.length(), DECLARATION_OCTETS))
                        .toString(StandardCharsets.ISO_8859_1);
        Optional<String> name = type.parameter(CHARSET).or(() -> declaredEncoding(beginning));
        return decoded(body, name.isEmpty() ? StandardCharsets.UTF_8 : charset(name.get()));
    }

    /** {@return what an XML declaration says between quotation marks after {@code encoding}} */
    private static Optional<String> declaredEncoding(String beginning) {
        int end = beginning.indexOf("?>");
        if (!beginning.startsWith("<?xml") || end < 0) {
            return Optional.empty();
        }
        String[] parts = beginning.substring(0, end).replace('\'', '"').split("\"", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            if (parts[i].strip().startsWith("encoding")) {
                return Optional.of(parts[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static Charset charset(String name) throws DecodeException {
        int mibEnum = WspCharset.mibEnum(name).orElse(-1);
        return WspCharset.charset(mibEnum)
                .orElseThrow(() -> new DecodeException(0, "charset " + name));
    }

    private static String decoded(Octets body, Charset charset) throws DecodeException {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(body.toArray())).toString();
        } catch (CharacterCodingException _) {
            throw new DecodeException(0, "text that is not " + charset.name());
        }
    }

    private static boolean startsWith(Octets body, int... octets) {
        return body.length() >= octets.length
                && body.slice(0, octets.length).equals(Octets.of(octets));
    }
}
