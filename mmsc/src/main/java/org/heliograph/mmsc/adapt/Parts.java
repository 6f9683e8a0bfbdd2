// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.heliograph.mmsc.content.MediaKind;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.Multipart.Part;
import org.heliograph.pdu.wsp.WspHeader;

/**
 * The parts of one message while it is made to fit. A part of a new kind keeps its names but for
 * their endings, so that the presentation can be kept in step.
 */
final class Parts {
    private static final String CONTENT_ID = "Content-ID";
    private static final String LOCATION = "Content-Location";
    private static final String NAME = "name";

    /** Of a file name, with its dot. */
    private static final int LONGEST_ENDING = 5;

    private final List<Part> originals;
    private final List<Part> parts;

    /** What those are that were something else. */
    private final Map<Integer, MediaKind> kinds = new HashMap<>();

    Parts(List<Part> originals) {
        this.originals = List.copyOf(originals);
        this.parts = new ArrayList<>(originals);
    }

    int count() {
        return parts.size();
    }

    Part original(int index) {
        return originals.get(index);
    }

    Part part(int index) {
        return parts.get(index);
    }

    boolean isChanged() {
        return !parts.equals(originals);
    }

    Octets encoded() {
        return new Multipart(parts).encode();
    }

    /** Same kind, other octets. */
    void rewrite(int index, ContentType type, Octets body) {
        parts.set(index, new Part(type, parts.get(index).headers(), body));
    }

    /** From now on it is of another kind. */
    void become(MediaKind kind, int index, ContentType type, Octets body) {
        kinds.put(index, kind);
        rewrite(index, type, body);
    }

    /**
     * Gives those that became another kind the names that go with it. Content-ID stays, for nobody
     * reads a kind from it; what told of the old octets, such as a file name, goes.
     *
     * @return how to keep a presentation in step
     */
    Smil.Names rename() {
        Map<String, String> renamed = new HashMap<>();
        Set<String> texts = new HashSet<>();
        kinds.forEach(
                (index, kind) -> {
                    Part old = originals.get(index);
                    Set<String> names = new HashSet<>();
                    List<WspHeader> headers = new ArrayList<>();
                    for (WspHeader header : old.headers()) {
                        if (header.name().equals(LOCATION)) {
                            names.add(header.value());
                            String now = ended(header.value(), index, kind);
                            headers.add(new WspHeader(LOCATION, now));
                        } else if (header.name().equals(CONTENT_ID)) {
                            headers.add(header);
                            texts.addAll(
                                    kind == MediaKind.TEXT
                                            ? Set.of(bare(header.value()))
                                            : Set.of());
                        }
                    }
                    List<ContentType.Parameter> parameters =
                            new ArrayList<>(parts.get(index).contentType().parameters());
                    old.contentType()
                            .parameter(NAME)
                            .ifPresent(
                                    name -> {
                                        names.add(name);
                                        String now = ended(name, index, kind);
                                        parameters.add(new ContentType.Parameter(NAME, now));
                                    });
                    names.forEach(name -> renamed.put(name, ended(name, index, kind)));
                    if (kind == MediaKind.TEXT) {
                        texts.addAll(names);
                    }
                    ContentType type =
                            new ContentType(parts.get(index).contentType().mediaType(), parameters);
                    parts.set(index, new Part(type, headers, parts.get(index).body()));
                });
        return new Smil.Names(renamed, texts);
    }

    /** {@return {@code name} with the ending of a kind, and still no other part's} */
    private String ended(String name, int index, MediaKind kind) {
        int dot = name.lastIndexOf('.');
        boolean hasEnding = dot > 0 && name.length() - dot <= LONGEST_ENDING;
        String stem = hasEnding ? name.substring(0, dot) : name;
        String ended = stem + ending(kind);
        return isAnothers(ended, index) ? stem + "-" + index + ending(kind) : ended;
    }

    private boolean isAnothers(String name, int index) {
        for (int i = 0; i < originals.size(); i++) {
            Part other = originals.get(i);
            boolean called =
                    other.header(LOCATION).filter(name::equals).isPresent()
                            || other.contentType().parameter(NAME).filter(name::equals).isPresent();
            if (i != index && called) {
                return true;
            }
        }
        return false;
    }

    private static String ending(MediaKind kind) {
        return switch (kind) {
            case JPEG -> ".jpg";
            case TEXT -> ".txt";
            default -> "." + kind.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String bare(String contentId) {
        return contentId.startsWith("<") && contentId.endsWith(">")
                ? contentId.substring(1, contentId.length() - 1)
                : contentId;
    }
}
