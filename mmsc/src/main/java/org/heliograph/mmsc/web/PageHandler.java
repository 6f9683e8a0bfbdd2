// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.heliograph.mmsc.page.PageText;
import org.heliograph.mmsc.page.Pages;
import org.heliograph.pdu.Octets;

/**
 * Answers {@code /TOKEN} with the page of a message and {@code /TOKEN/N} with one of its parts.
 * Nothing of it may be kept, indexed, framed, or lead anywhere.
 */
final class PageHandler extends Handler.Abstract {
    private static final String HTML = "text/html; charset=utf-8";

    private final Pages pages;
    private final String policy;

    /** Allows pictures from here and the one style sheet: no script, frame, form, other origin. */
    PageHandler(Pages pages) {
        this.pages = pages;
        this.policy =
                "default-src 'none'; img-src 'self'; style-src 'sha256-"
                        + hash(PageText.style())
                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String hash(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String method = request.getMethod();
        boolean head = HttpMethod.HEAD.is(method);
        if (!head && !HttpMethod.GET.is(method)) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return answer(
                    HttpStatus.METHOD_NOT_ALLOWED_405, HTML, Octets.EMPTY, response, callback);
        }
        String[] path = Request.getPathInContext(request).substring(1).split("/", -1);
        return switch (answer(path, !head)) {
            case Pages.Answer.Page(Octets octets) ->
                    answer(HttpStatus.OK_200, HTML, octets, response, callback);
            case Pages.Answer.File(String type, boolean shown, String name, Octets octets) -> {
                response.getHeaders()
                        .put(
                                HttpHeader.CONTENT_DISPOSITION,
                                (shown ? "inline" : "attachment; filename=\"" + name + "\""));
                yield answer(HttpStatus.OK_200, type, octets, response, callback);
            }
            case Pages.Answer.NotFound(Octets octets) ->
                    answer(HttpStatus.NOT_FOUND_404, HTML, octets, response, callback);
            case Pages.Answer.Failed() ->
                    answer(
                            HttpStatus.SERVICE_UNAVAILABLE_503,
                            HTML,
                            Octets.EMPTY,
                            response,
                            callback);
        };
    }

    private Pages.Answer answer(String[] path, boolean seen) {
        return switch (path.length) {
            case 1 -> pages.page(path[0], seen);
            case 2 -> pages.file(path[0], path[1]);
            default -> pages.page("", false);
        };
    }

    private boolean answer(
            int status, String type, Octets octets, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, type)
                .put(HttpHeader.CONTENT_LENGTH, octets.length())
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("Referrer-Policy", "no-referrer")
                .put("Content-Security-Policy", policy)
                .put("Cross-Origin-Resource-Policy", "same-origin")
                .put("X-Content-Type-Options", "nosniff")
                .put("X-Frame-Options", "DENY")
                .put("X-Robots-Tag", "noindex, nofollow, noarchive");
        response.write(true, ByteBuffer.wrap(octets.toArray()), callback);
        return true;
    }
}
