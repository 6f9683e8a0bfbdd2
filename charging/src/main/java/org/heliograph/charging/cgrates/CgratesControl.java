// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cgrates;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.charging.rating.RatingRequest;
import org.heliograph.config.ChargingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A CGRateS engine says who may spend (SessionSv1.AuthorizeEvent), and charges what was sent
 * (CDRsV1.ProcessExternalCDR, once for each OriginID). It keeps nothing back in between: two events
 * that are under way at a time may both be allowed for the last money.
 */
public final class CgratesControl implements CreditControl {
    private static final Logger LOG = LoggerFactory.getLogger(CgratesControl.class);

    /** Tells our events from those of others that use the engine. */
    private static final String ORIGIN_HOST = "heliograph";

    private final String tenant;
    private final ChargingSettings.Cgrates settings;
    private final JsonRpc engine;

    public CgratesControl(String tenant, ChargingSettings.Cgrates settings, InstantSource clock) {
        this.tenant = tenant;
        this.settings = settings;
        this.engine = new JsonRpc(settings, clock);
    }

    @Override
    public Reservation reserve(ChargeableEvent event) {
        try {
            Map<String, Object> asked = new LinkedHashMap<>();
            asked.put("GetMaxUsage", true);
            asked.put("Tenant", tenant);
            asked.put("ID", event.id());
            Map<String, Object> fields = new LinkedHashMap<>(fields(event));
            fields.put("Usage", event.usage().amount());
            asked.put("Event", fields);
            return switch (engine.call("SessionSv1.AuthorizeEvent", asked)) {
                case JsonRpc.Answer.Result(JsonNode result) -> allowed(event, result);
                case JsonRpc.Answer.Failure(String error) -> refused(error);
            };
        } catch (IOException e) {
            return away(String.valueOf(e.getMessage()));
        }
    }

    /** Side by side: the engine takes one at a time, and each is a round trip. */
    @Override
    public List<Reservation> reserve(List<ChargeableEvent> events) {
        try {
            return sideBySide(events, this::reserve);
        } catch (AwayException e) {
            return Collections.nCopies(events.size(), away(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public List<Settlement> commit(List<ChargeableEvent> events) throws AwayException {
        return sideBySide(events, this::commit);
    }

    /** One call. */
    @FunctionalInterface
    private interface Asking<T> {
        T about(ChargeableEvent event) throws AwayException;
    }

    private static <T> List<T> sideBySide(List<ChargeableEvent> events, Asking<T> asking)
            throws AwayException {
        if (events.size() == 1) {
            return List.of(asking.about(events.getFirst()));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> asked = new ArrayList<>(events.size());
            for (ChargeableEvent event : events) {
                asked.add(threads.submit(() -> asking.about(event)));
            }
            List<T> answers = new ArrayList<>(events.size());
            for (Future<T> one : asked) {
                answers.add(one.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AwayException away) {
                throw away;
            }
            throw new IllegalStateException("asking broke", e);
        }
    }

    private Reservation refused(String error) {
        Cause cause = cause(error);
        return cause == Cause.AWAY ? away(error) : new Refused(cause, error);
    }

    private Reservation away(String reason) {
        return settings.allowsWhenAway()
                ? new Granted(Optional.empty())
                : new Refused(Cause.AWAY, reason);
    }

    /** MaxUsage: how much of it may be used; negative: as much as one likes. */
    private static Reservation allowed(ChargeableEvent event, JsonNode result) throws IOException {
        JsonNode most = result.path("MaxUsage");
        if (!most.isIntegralNumber()) {
            throw new IOException("an answer without MaxUsage");
        }
        return most.longValue() < 0 || most.longValue() >= event.usage().amount()
                ? new Granted(Optional.empty())
                : new Refused(Cause.NO_CREDIT, "MaxUsage " + most.longValue());
    }

    private static Cause cause(String error) {
        if (error.contains("ACCOUNT_NOT_FOUND") || error.contains("ACCOUNT_DISABLED")) {
            return Cause.NO_ACCOUNT;
        }
        if (error.contains("RATING_PLAN_NOT_FOUND") || error.contains("UNAUTHORIZED_DESTINATION")) {
            return Cause.NO_PRICE;
        }
        return error.contains("CREDIT") ? Cause.NO_CREDIT : Cause.AWAY;
    }

    @Override
    public Settlement commit(ChargeableEvent event) throws AwayException {
        Map<String, Object> record = new LinkedHashMap<>(fields(event));
        record.put("AnswerTime", event.time().toString());
        record.put("Usage", event.usage().toString()); // of an external CDR all fields are text
        try {
            return switch (engine.call("CDRsV1.ProcessExternalCDR", record)) {
                case JsonRpc.Answer.Result _ -> new Settlement(Optional.empty(), true);
                case JsonRpc.Answer.Failure(String error) -> settled(event, error);
            };
        } catch (IOException e) {
            throw new AwayException(String.valueOf(e.getMessage()), e);
        }
    }

    /** An error that is about the record is final; one of the engine's own parts may pass. */
    private static Settlement settled(ChargeableEvent event, String error) throws AwayException {
        if (error.contains("EXISTS")) { // it has this one already
            return new Settlement(Optional.empty(), true);
        }
        if (error.contains("SERVER_ERROR") || error.contains("DISCONNECTED")) {
            throw new AwayException("CDRsV1.ProcessExternalCDR: " + error);
        }
        LOG.warn("not-charged event={} reason=\"{}\"", event.id(), error);
        return new Settlement(Optional.empty(), false);
    }

    /** The engine keeps nothing back. */
    @Override
    public void release(ChargeableEvent event) {}

    /**
     * {@return what the engine says that something would cost}
     *
     * @throws AwayException if it says nothing, or that it has no price
     */
    public BigDecimal quote(RatingRequest request) throws AwayException {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("Category", request.category());
        asked.put("Tenant", request.tenant());
        asked.put("Subject", request.subject());
        asked.put("AnswerTime", request.answerTime().toString());
        asked.put("Destination", request.destination());
        asked.put("Usage", Long.toString(request.usage().amount()));
        try {
            return switch (engine.call("APIerSv1.GetCost", asked)) {
                case JsonRpc.Answer.Result(JsonNode result) when result.path("Cost").isNumber() ->
                        result.path("Cost").decimalValue();
                case JsonRpc.Answer.Result _ -> throw new AwayException("an answer without Cost");
                case JsonRpc.Answer.Failure(String error) -> throw new AwayException(error);
            };
        } catch (IOException e) {
            throw new AwayException(String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, String> fields(ChargeableEvent event) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Tenant", tenant);
        fields.put("Category", event.category());
        fields.put("ToR", typeOfRecord(event.category()));
        fields.put("OriginID", event.id());
        fields.put("OriginHost", ORIGIN_HOST);
        fields.put("RequestType", settings.requestType());
        fields.put("Account", event.account());
        fields.put("Subject", event.subject());
        fields.put("Destination", event.destination());
        fields.put("SetupTime", event.time().toString());
        return fields;
    }

    private static String typeOfRecord(String category) {
        return switch (category) {
            case "sms" -> "*sms";
            case "mms" -> "*mms";
            case "call" -> "*voice";
            case "data" -> "*data";
            default -> "*generic";
        };
    }

    @Override
    public void close() {
        engine.close();
    }
}
