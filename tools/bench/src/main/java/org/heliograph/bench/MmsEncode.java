// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Header values to an MMS PDU to octets; the M-Send.req has a body of 100 KB. */
@State(Scope.Thread)
public class MmsEncode {
    @Param({"NOTIFICATION", "SEND_REQ"})
    Samples.Mms sample = Samples.Mms.NOTIFICATION;

    private Octets body = Octets.EMPTY;
    private byte[] bodyOctets = {};
    private byte[] octets = {};

    @Setup
    public void prepare() {
        body = sample.body();
        bodyOctets = body.toArray();
        octets = heliograph().toArray();
    }

    @Benchmark
    public byte[] floor() {
        return octets.clone();
    }

    @Benchmark
    public byte[] minimal() {
        return switch (sample) {
            case NOTIFICATION -> MinimalMms.encodeNotification();
            case SEND_REQ -> MinimalMms.encodeSendReq(bodyOctets);
        };
    }

    @Benchmark
    public final Octets heliograph() {
        return MmsCodec.encode(sample.pdu(body));
    }
}
