// SPDX-License-Identifier: Apache-2.0
package org.heliograph.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /metrics} and what {@link QuarantineApi} does, to whoever has the token, and
 * {@code /healthz} and {@code /readyz}, the reasons again to whoever has the token alone.
 */
final class ConsoleHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleHandler.class);

    private static final String PLAIN = "text/plain; charset=utf-8";

    private static final String JSON = "application/json";

    /** What Prometheus asks for where it can; it is told the version that is written. */
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private static final String OPEN_METRICS_1 = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String TEXT_0_0_4 = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters;
    private final Health health;
    private final QuarantineApi quarantine;
    private final byte[] credentials;

    /**
     * @param token what a caller shows as a bearer token (RFC 6750 §2.1)
     */
    ConsoleHandler(
            PrometheusMeterRegistry meters, Health health, QuarantineApi quarantine, String token) {
        this.meters = meters;
        this.health = health;
        this.quarantine = quarantine;
        this.credentials = ("Bearer " + token).getBytes(UTF_8);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (path.equals(QuarantineApi.PATH) || path.startsWith(QuarantineApi.PATH + "/")) {
            return quarantine(path, request, response, callback);
        }
        String method = request.getMethod();
        if (!HttpMethod.GET.is(method) && !HttpMethod.HEAD.is(method)) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return answer(HttpStatus.METHOD_NOT_ALLOWED_405, PLAIN, "", response, callback);
        }
        return switch (path) {
            case "/metrics" -> metrics(request, response, callback);
            case "/healthz" -> health(health.ailments(), request, response, callback);
            case "/readyz" -> health(health.hindrances(), request, response, callback);
            default -> answer(HttpStatus.NOT_FOUND_404, PLAIN, "", response, callback);
        };
    }

    private boolean metrics(Request request, Response response, Callback callback) {
        if (!mayRead(request)) {
            refuse(request, response);
            return answer(HttpStatus.UNAUTHORIZED_401, PLAIN, "", response, callback);
        }
        String accept = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.ACCEPT), "");
        String type = accept.contains(OPEN_METRICS) ? OPEN_METRICS_1 : TEXT_0_0_4;
        return answer(HttpStatus.OK_200, type, meters.scrape(type), response, callback);
    }

    private boolean quarantine(String path, Request request, Response response, Callback callback) {
        QuarantineApi.Answer answer;
        if (mayRead(request)) {
            answer =
                    quarantine.answer(
                            new QuarantineApi.Question(
                                    request.getMethod(),
                                    path,
                                    name -> parameter(request, name),
                                    Request.getRemoteAddr(request)));
        } else {
            refuse(request, response);
            answer = QuarantineApi.withoutCredential();
        }
        if (!answer.allow().isEmpty()) {
            response.getHeaders().put(HttpHeader.ALLOW, answer.allow());
        }
        return answer(answer.status(), JSON, answer.body() + "\n", response, callback);
    }

    private static Optional<String> parameter(Request request, String name) {
        return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
    }

    private static void refuse(Request request, Response response) {
        LOG.info(
                "refused code=console-token reason=\"no token, or a wrong one\" status=401 remote={}",
                Request.getRemoteAddr(request));
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    }

    private boolean health(
            List<String> failed, Request request, Response response, Callback callback) {
        var text = new StringBuilder(failed.isEmpty() ? "ok\n" : "not ok\n");
        if (mayRead(request)) {
            failed.forEach(line -> text.append(line).append('\n'));
        }
        int status = failed.isEmpty() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
        return answer(status, PLAIN, text.toString(), response, callback);
    }

    /** Takes as long for a wrong token as for the right one. */
    private boolean mayRead(Request request) {
        String shown =
                Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.AUTHORIZATION), "");
        return MessageDigest.isEqual(credentials, shown.getBytes(UTF_8));
    }

    private static boolean answer(
            int status, String type, String text, Response response, Callback callback) {
        byte[] body = text.getBytes(UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
