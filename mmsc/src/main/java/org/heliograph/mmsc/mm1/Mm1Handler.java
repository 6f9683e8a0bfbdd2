// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
import org.heliograph.mmsc.adapt.Device;
import org.heliograph.mmsc.message.Spool;
import org.heliograph.mmsc.message.StoreException;
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

    /** Of a content that is handed out: larger ones hold no more memory than this. */
    private static final int PIECE = 64 * 1024;

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
        try (BodyReader.Body body = bodies.read(request)) {
            switch (body) {
                case BodyReader.Body.Whole whole ->
                        answer(mm1.receive(caller, whole.octets()), request, response);
                case BodyReader.Body.OnDisk(Spool pdu) ->
                        answer(mm1.receive(caller, pdu), request, response);
                case BodyReader.Body.TooLong(Octets start, String reason) ->
                        tooLong(mm1.tooLong(caller, start, reason), request, response);
                case BodyReader.Body.TooSlow() -> {
                    logRefusal(
                            request,
                            HttpStatus.REQUEST_TIMEOUT_408,
                            "too-slow",
                            "the body came too slowly");
                    close(response, HttpStatus.REQUEST_TIMEOUT_408);
                }
            }
        } catch (StoreException e) {
            LOG.error("cannot put a body down", e);
            logRefusal(
                    request,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "store-failed",
                    String.valueOf(e.getMessage()));
            close(response, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
    }

    private void answer(Mm1.Answer answer, Request request, Response response)
            throws IOException, InterruptedException {
        switch (answer) {
            case Mm1.Answer.Reply(var pdu) -> {
                Octets octets = MmsCodec.encode(pdu);
                mmsMessage(response, octets.length());
                Content.Sink.write(response, true, ByteBuffer.wrap(octets.toArray()));
            }
            case Mm1.Answer.Done() -> empty(response, HttpStatus.OK_200);
            case Mm1.Answer.Refused(String code, String reason) ->
                    refuse(request, response, HttpStatus.BAD_REQUEST_400, code, reason);
            case Mm1.Answer.Failed() -> empty(response, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
    }

    /** The rest of the body is not wanted. */
    private static void tooLong(Mm1.Answer answer, Request request, Response response)
            throws IOException, InterruptedException {
        if (answer instanceof Mm1.Answer.Reply(var pdu)) {
            Octets octets = MmsCodec.encode(pdu);
            mmsMessage(response, octets.length());
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            Lingering.answer(request, response, ByteBuffer.wrap(octets.toArray()));
        } else if (answer instanceof Mm1.Answer.Refused(String code, String reason)) {
            refuse(request, response, HttpStatus.PAYLOAD_TOO_LARGE_413, code, reason);
        }
    }

    private void get(Msisdn caller, Request request, Response response)
            throws IOException, InterruptedException {
        String path = String.valueOf(request.getHttpURI().getPath());
        switch (mm1.fetch(caller, path.substring(path.lastIndexOf('/') + 1), device(request))) {
            case Fetched.Found(var headers, long contentOctets, InputStream content) -> {
                try (content) {
                    Octets head = MmsCodec.encode(headers);
                    mmsMessage(response, head.length() + contentOctets);
                    if (!isHead(request)) {
                        write(head, contentOctets, content, response);
                    }
                }
            }
            case Fetched.NotFound() -> empty(response, HttpStatus.NOT_FOUND_404);
            case Fetched.Failed() -> empty(response, HttpStatus.SERVICE_UNAVAILABLE_503);
        }
    }

    /** A piece of the content at a time; where it is short, all is one write. */
    private static void write(
            Octets head, long contentOctets, InputStream content, Response response)
            throws IOException {
        long left = head.length() + contentOctets;
        byte[] piece = new byte[(int) Math.min(left, Math.max(PIECE, head.length()))];
        head.copyTo(piece, 0);
        int filled = head.length();
        while (left > 0) {
            filled +=
                    content.readNBytes(piece, filled, (int) Math.min(left, piece.length) - filled);
            left -= filled;
            if (filled == 0) {
                throw new EOFException("the content ends " + left + " octets too early");
            }
            Content.Sink.write(response, left == 0, ByteBuffer.wrap(piece, 0, filled));
            filled = 0;
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

    /** {@code Profile} is what WSP's header becomes at a gateway (WAP-248-UAPROF §9). */
    private static Device device(Request request) {
        String profile = header(request, "x-wap-profile");
        profile = profile == null ? header(request, "Profile") : profile;
        String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
        return new Device(
                Objects.requireNonNullElse(profile, ""), Objects.requireNonNullElse(agent, ""));
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

    private static void close(Response response, int status) {
        empty(response, status);
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }

    private static void empty(Response response, int status) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    }

    /** A body not read is not wanted: the connection ends. */
    private static void refuse(
            Request request, Response response, int status, String code, String reason)
            throws IOException, InterruptedException {
        logRefusal(request, status, code, reason);
        empty(response, status);
        if (request.getLength() != 0 && HttpMethod.POST.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            Lingering.answer(request, response, ByteBuffer.allocate(0));
        }
    }

    private static void logRefusal(Request request, int status, String code, String reason) {
        LOG.info(
                "refused code={} reason=\"{}\" status={} method={} remote={}",
                code,
                reason,
                status,
                request.getMethod(),
                remote(request).getHostAddress());
    }
}
