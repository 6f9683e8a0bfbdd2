// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.heliograph.mmsc.retrieve.Retrieval.Fetched;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.subscribers.CallerIdentity;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries {@link Mm1} over HTTP (OMA-TS-MMS_CTR §7): POST on any path, GET of a content location.
 * Blocks, because each request has its own virtual thread.
 */
final class Mm1Handler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Mm1Handler.class);

    private final Mm1 mm1;
    private final CallerIdentity identity;
    private final BodyReader bodies;

    Mm1Handler(Mm1 mm1, CallerIdentity identity, BodyReader bodies) {
        this.mm1 = mm1;
        this.identity = identity;
        this.bodies = bodies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            answer(request, response);
            callback.succeeded();
        } catch (IOException e) {
            LOG.info(
                    "aborted code=connection-lost reason=\"{}\" remote={}",
                    e.getMessage(),
                    remote(request).getHostAddress());
            callback.failed(e);
        } catch (RuntimeException e) {
            LOG.error("a request failed code=internal-error", e);
            callback.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        }
        return true;
    }

    private void answer(Request request, Response response)
            throws IOException, InterruptedException {
        boolean post = HttpMethod.POST.is(request.getMethod());
        if (!post && !HttpMethod.GET.is(request.getMethod()) && !isHead(request)) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST");
            refuse(
                    request,
                    response,
                    HttpStatus.METHOD_NOT_ALLOWED_405,
                    "method-not-allowed",
                    "only GET, HEAD and POST are served");
            return;
        }
        switch (identity.of(remote(request), name -> header(request, name))) {
            case CallerIdentity.Answer.Known(Msisdn caller) -> {
                if (post) {
                    post(caller, request, response);
                } else {
                    get(caller, request, response);
                }
            }
            case CallerIdentity.Answer.Unknown(String code, String reason) ->
                    refuse(
                            request,
                            response,
                            post ? HttpStatus.FORBIDDEN_403 : HttpStatus.NOT_FOUND_404,
                            code,
                            reason);
        }
    }

    private void post(Msisdn caller, Request request, Response response)
            throws IOException, InterruptedException {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !isMms(type)) {
            refuse(
                    request,
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                    "media-type",
                    "only " + MmsCodec.MEDIA_TYPE + " is served");
            return;
        }
        switch (bodies.read(request)) {
            case BodyReader.Body.Whole whole -> {
                try (whole) {
                    post(caller, whole.octets(), request, response);
                }
            }
            case BodyReader.Body.TooLong(String reason) ->
                    refuse(
                            request,
                            response,
                            HttpStatus.PAYLOAD_TOO_LARGE_413,
                            "body-too-long",
                            reason);
            case BodyReader.Body.TooSlow() ->
                    refuse(
                            request,
                            response,
                            HttpStatus.REQUEST_TIMEOUT_408,
                            "too-slow",
                            "the body came too slowly");
            case BodyReader.Body.NoRoom() ->
                    refuse(
                            request,
                            response,
                            HttpStatus.SERVICE_UNAVAILABLE_503,
                            "busy",
                            "too many bodies are being received");
        }
    }

    private void post(Msisdn caller, Octets body, Request request, Response response)
            throws IOException, InterruptedException {
        switch (mm1.receive(caller, body)) {
            case Mm1.Answer.Reply(var pdu) -> {
                Octets octets = MmsCodec.encode(pdu);
                mmsMessage(response, octets.length());
                try (OutputStream out = Content.Sink.asOutputStream(response)) {
                    octets.writeTo(out);
                }
            }
            case Mm1.Answer.Done() -> empty(response, HttpStatus.OK_200);
            case Mm1.Answer.Refused(String code, String reason) ->
                    refuse(request, response, HttpStatus.BAD_REQUEST_400, code, reason);
            case Mm1.Answer.Failed() -> empty(response, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
    }

    private void get(Msisdn caller, Request request, Response response) throws IOException {
        String path = String.valueOf(request.getHttpURI().getPath());
        switch (mm1.fetch(caller, path.substring(path.lastIndexOf('/') + 1))) {
            case Fetched.Found(var headers, long contentOctets, InputStream content) -> {
                try (content) {
                    Octets head = MmsCodec.encode(headers);
                    mmsMessage(response, head.length() + contentOctets);
                    if (!isHead(request)) {
                        try (OutputStream out = Content.Sink.asOutputStream(response)) {
                            head.writeTo(out);
                            content.transferTo(out);
                        }
                    }
                }
            }
            case Fetched.NotFound() -> empty(response, HttpStatus.NOT_FOUND_404);
            case Fetched.Failed() -> empty(response, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
    }

    private static boolean isHead(Request request) {
        return HttpMethod.HEAD.is(request.getMethod());
    }

    private static boolean isMms(String contentType) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return type.strip().toLowerCase(Locale.ROOT).equals(MmsCodec.MEDIA_TYPE);
    }

    /** Repeated headers are joined, so that a smuggled second one is seen. */
    private static @Nullable String header(Request request, String name) {
        List<String> values =
                request.getHeaders().getFields(name).stream().map(HttpField::getValue).toList();
        return values.isEmpty() ? null : String.join(",", values);
    }

    private static InetAddress remote(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private static void mmsMessage(Response response, long length) {
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MmsCodec.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }

    private static void empty(Response response, int status) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    }

    /** A body not read is not wanted: the connection ends. */
    private static void refuse(
            Request request, Response response, int status, String code, String reason)
            throws IOException, InterruptedException {
        LOG.info(
                "refused code={} reason=\"{}\" status={} method={} remote={}",
                code,
                reason,
                status,
                request.getMethod(),
                remote(request).getHostAddress());
        empty(response, status);
        if (request.getLength() != 0 && HttpMethod.POST.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            Lingering.answer(request, response);
        }
    }
}
