// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.heliograph.mmsc.message.Body;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.store.FileContentStore;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;

/**
 * The floor of sending: Jetty, a handler that keeps each body as the centre does and answers
 * M-Send.conf, and nothing else: no PDU is read, no message is written down, nobody is notified.
 */
public final class BareMm1 extends Handler.Abstract {
    /** No thread waits for another here. */
    private static final int ANY_NUMBER = 0;

    private final FileContentStore contents;
    private final Tokens tokens = new Tokens(InstantSource.system(), "bare");
    private final byte[] answer =
            MmsCodec.encode(
                            new MmsPdu.MSendConf(
                                    MmsHeaders.builder()
                                            .add(MmsField.TRANSACTION_ID, "1")
                                            .add(MmsField.MMS_VERSION, 0x13)
                                            .add(MmsField.RESPONSE_STATUS, ResponseStatus.OK)
                                            .add(MmsField.MESSAGE_ID, "1")
                                            .build()))
                    .toArray();

    private BareMm1(FileContentStore contents) {
        this.contents = contents;
    }

    /**
     * @param arguments port, directory of the contents
     */
    public static void main(String[] arguments) throws Exception {
        FileContentStore contents =
                FileContentStore.open(Path.of(arguments[1]), new SimpleMeterRegistry());
        Server server = new Server(new VirtualThreadPool(ANY_NUMBER));
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        server.setHandler(new BareMm1(contents));
        server.start();
        server.join();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        byte[] body = new byte[Math.toIntExact(request.getLength())];
        try {
            int length = Content.Source.asInputStream(request).readNBytes(body, 0, body.length);
            contents.put(tokens.token(), Body.of(Octets.ofOwned(body)));
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, MmsCodec.MEDIA_TYPE);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
            response.write(length == body.length, ByteBuffer.wrap(answer), callback);
        } catch (IOException e) {
            callback.failed(e);
        }
        return true;
    }
}
