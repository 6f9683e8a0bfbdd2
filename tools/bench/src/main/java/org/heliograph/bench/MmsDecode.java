// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Octets to an MMS PDU; the body of the M-Send.req, 100 KB, stays where it is. */
@State(Scope.Thread)
public class MmsDecode {
    @Param({"NOTIFICATION", "SEND_REQ"})
    Samples.Mms sample = Samples.Mms.NOTIFICATION;

    private byte[] octets = {};

    @Setup
    public void prepare() {
        octets = MmsCodec.encode(sample.pdu(sample.body())).toArray();
    }

    @Benchmark
    public byte[] floor() {
        return octets.clone();
    }

    @Benchmark
    public Object minimal() {
        return MinimalMms.decode(octets);
    }

    @Benchmark
    public Object heliograph() throws DecodeException {
        return MmsCodec.decode(Octets.ofOwned(octets));
    }

    @Benchmark
    public Object peer() {
        return AndroidMms.headers(octets);
    }
}
