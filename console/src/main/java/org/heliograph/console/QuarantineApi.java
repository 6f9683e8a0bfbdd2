// SPDX-License-Identifier: Apache-2.0
package org.heliograph.console;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.heliograph.smsc.accept.Releases;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.QuarantineStore;
import org.heliograph.smsc.queue.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What operators ask of the quarantine, and what they are told. Knows no HTTP but its words;
 * whoever asks has shown the credential.
 *
 * <p>{@code GET /api/quarantine?before=ID&limit=N} lists, {@code GET /api/quarantine/ID} shows one,
 * {@code POST /api/quarantine/ID/release} lets it go its way, {@code DELETE /api/quarantine/ID}
 * ends it. A refusal has a {@code code} that stays the same and a {@code reason} for people.
 */
final class QuarantineApi {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineApi.class);

    static final String PATH = "/api/quarantine";

    private static final int USUAL = 50;
    private static final int MOST = 500;

    /** Decimal digits that always fit a long. */
    private static final String NUMBER = "[0-9]{1,18}";

    private volatile Optional<Releases> smsc = Optional.empty();

    /**
     * What is asked.
     *
     * @param path begins with {@link #PATH}
     * @param parameter the last value of a parameter of the query
     * @param remote who asks, for the log
     */
    record Question(
            String method,
            String path,
            Function<String, Optional<String>> parameter,
            String remote) {
        private boolean is(String wanted) {
            return method.equals(wanted);
        }
    }

    /**
     * @param status of HTTP
     * @param allow the methods that there are, where the one asked for is none of them; else empty
     */
    record Answer(int status, String allow, ObjectNode body) {
        private Answer(int status, ObjectNode body) {
            this(status, "", body);
        }
    }

    private static Answer refused(int status, String code, String reason) {
        return new Answer(status, object().put("code", code).put("reason", reason));
    }

    static Answer withoutCredential() {
        return refused(401, "console-token", "no token, or a wrong one");
    }

    /** From now on there is something to ask. */
    void serves(Releases releases) {
        smsc = Optional.of(releases);
    }

    Answer answer(Question question) {
        Optional<Releases> releases = smsc;
        if (releases.isEmpty()) {
            return refused(503, "starting", "no SMSC runs here, or not yet");
        }
        try {
            return answer(question, releases.get());
        } catch (StoreException e) {
            LOG.warn("store-failed reason=\"{}\"", e.getMessage());
            return refused(503, "store-failed", "the store did not do it; try again");
        }
    }

    private static Answer answer(Question question, Releases releases) throws StoreException {
        List<String> steps =
                List.of(
                        question.path
                                .substring(PATH.length())
                                .split("/", -1)); // the first is empty
        if (steps.size() == 1) {
            return question.is("GET") ? list(question, releases) : method("GET");
        }
        if (!steps.get(1).matches(NUMBER)) {
            return refused(400, "api-parameter", "an id is a number");
        }
        MessageId id = new MessageId(Long.parseLong(steps.get(1)));
        if (steps.size() == 2) {
            return switch (question.method) {
                case "GET" -> show(id, releases);
                case "DELETE" -> told(question, "delete", id, releases.delete(id));
                default -> method("GET, DELETE");
            };
        }
        if (steps.size() == 3 && steps.get(2).equals("release")) {
            return question.is("POST")
                    ? told(question, "release", id, releases.release(id))
                    : method("POST");
        }
        return refused(404, "api-path", "there is no such path");
    }

    private static Answer method(String allow) {
        ObjectNode body = object().put("code", "api-method").put("reason", "only " + allow);
        return new Answer(405, allow, body);
    }

    private static Answer list(Question question, Releases releases) throws StoreException {
        OptionalLong before = number(question, "before", Long.MAX_VALUE);
        OptionalLong limit = number(question, "limit", USUAL);
        if (before.isEmpty() || limit.isEmpty()) {
            return refused(400, "api-parameter", "before and limit are numbers");
        }
        int most = Math.clamp(limit.getAsLong(), 1, MOST);
        List<QuarantineStore.Entry> entries =
                releases.quarantine().list(new MessageId(before.getAsLong()), most);
        ObjectNode body = object();
        body.put("messages", releases.quarantine().count());
        body.put("most", releases.quarantine().most());
        ArrayNode all = body.putArray("entries");
        entries.forEach(entry -> all.add(HeldJson.of(entry)));
        if (entries.size() == most) { // for the next page
            body.put("before", entries.getLast().last().id().toString());
        }
        return new Answer(200, body);
    }

    private static OptionalLong number(Question question, String name, long otherwise) {
        String text = question.parameter.apply(name).orElse("");
        if (text.isEmpty()) {
            return OptionalLong.of(otherwise);
        }
        return text.matches(NUMBER) ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static Answer show(MessageId id, Releases releases) throws StoreException {
        return releases.quarantine()
                .find(id)
                .map(held -> new Answer(200, HeldJson.of(held)))
                .orElseGet(() -> unknown(id));
    }

    private static Answer unknown(MessageId id) {
        return refused(404, "quarantine-unknown", id + " is not held, or no longer");
    }

    private static Answer told(
            Question question, String action, MessageId id, Releases.Outcome outcome) {
        Answer answer =
                switch (outcome) {
                    case Releases.Outcome.Done() ->
                            new Answer(200, object().put("id", id.toString()).put("done", action));
                    case Releases.Outcome.Unknown() -> unknown(id);
                    case Releases.Outcome.Refused(var code, var reason) ->
                            refused(409, code, reason);
                };
        LOG.info(
                "audit action=quarantine-{} id={} remote={} status={}",
                action,
                id,
                question.remote,
                answer.status());
        return answer;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
