// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.heliograph.mmsc.setup.HandsetSetup;

/** Serves what a handset is set up with, at {@code /setup}; every other path is not its own. */
final class SetupHandler extends Handler.Abstract.NonBlocking {
    private final Map<String, HandsetSetup.Document> documents;

    SetupHandler(HandsetSetup setup) {
        HandsetSetup.Document apple = setup.apple();
        HandsetSetup.Document android = setup.android();
        this.documents =
                Map.of(
                        "/setup",
                        setup.page(),
                        "/setup/" + apple.name(),
                        apple,
                        "/setup/" + android.name(),
                        android);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HandsetSetup.Document document = documents.get(Request.getPathInContext(request));
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        if (document == null || !(head || HttpMethod.GET.is(request.getMethod()))) {
            return false;
        }
        byte[] body = document.text().getBytes(UTF_8);
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, document.mediaType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
        return true;
    }
}
