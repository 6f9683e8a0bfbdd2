// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.lookup;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.Cidr;
import org.heliograph.config.IdentityLookupSettings;
import org.heliograph.subscribers.IdentityReader;
import org.heliograph.subscribers.IdentitySource.Answer;
import org.heliograph.subscribers.Msisdn;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the caller in the JSON that a look-up is answered with. */
final class LookupAnswer {
    static final Answer UNKNOWN =
            new Answer.Silent("lookup-unknown", "the look-up knows nobody at the address");

    private static final Answer UNREADABLE =
            new Answer.Silent("lookup-failed", "the look-up was not answered with such JSON");

    private final JsonMapper mapper = new JsonMapper(); // bounds depth and length of texts itself
    private final Optional<JsonPointer> items;
    private final JsonPointer pointer;
    private final IdentityReader reader;

    LookupAnswer(IdentityLookupSettings settings, IdentityReader reader) {
        this.items =
                Optional.of(settings.items())
                        .filter(text -> !text.isEmpty())
                        .map(JsonPointer::compile);
        this.pointer = JsonPointer.compile(settings.pointer());
        this.reader = reader;
    }

    Answer read(byte[] json, InetAddress address) {
        JsonNode answer;
        try {
            answer = mapper.readTree(json);
        } catch (JacksonException e) {
            return UNREADABLE;
        }
        if (items.isEmpty()) {
            return named(answer);
        }
        JsonNode entries = answer.at(items.get());
        if (!entries.isArray()) {
            return UNREADABLE;
        }
        List<JsonNode> having = new ArrayList<>();
        for (JsonNode entry : entries.values()) {
            if (has(entry, address)) {
                having.add(entry);
            }
        }
        return switch (having.size()) {
            case 0 -> UNKNOWN;
            case 1 -> named(having.getFirst());
            default ->
                    new Answer.Refused(
                            "identity-contradiction",
                            "the look-up gives the address to several subscribers");
        };
    }

    private Answer named(JsonNode entry) {
        JsonNode value = entry.at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return UNKNOWN;
        }
        Optional<Msisdn> named =
                value.isString() || value.isIntegralNumber()
                        ? reader.read(value.asString(), IdentityReader.Holds.ANY)
                        : Optional.empty();
        return named.<Answer>map(Answer.Known::new)
                .orElseGet(
                        () ->
                                new Answer.Silent(
                                        "lookup-unknown",
                                        "the look-up names no MSISDN, and no IMSI or IMPU"
                                                + " known"));
    }

    /** Recursion is as deep as the mapper lets JSON be. */
    private static boolean has(JsonNode node, InetAddress address) {
        if (node.isString()) {
            return isAddress(node.asString(), address);
        }
        for (JsonNode child : node.values()) {
            if (has(child, address)) {
                return true;
            }
        }
        return false;
    }

    /** IPv6 in any spelling; a prefix counts for what is in it. */
    private static boolean isAddress(String text, InetAddress address) {
        if (text.isEmpty() || text.length() > 64 || !text.matches("[0-9a-fA-F.:/]+")) {
            return false;
        }
        try {
            return Cidr.of(text).contains(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
