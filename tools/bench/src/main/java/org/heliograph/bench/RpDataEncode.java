// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import java.time.LocalDateTime;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.sms.TpduCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Text of 160 characters to SMS-DELIVER to RP-DATA to octets. */
@State(Scope.Thread)
public class RpDataEncode {
    private static final byte[] NO_HEADER = {};

    private byte[] octets = {};
    private byte[] serviceCentre = {};
    private LocalDateTime time = LocalDateTime.MIN;

    @Setup
    public void prepare() {
        octets = heliograph().toArray();
        serviceCentre = Octets.ofHex("07 91 44 77 00 09 00 00").toArray();
        time = Samples.TIMESTAMP.time().toLocalDateTime();
    }

    @Benchmark
    public byte[] floor() {
        return octets.clone();
    }

    @Benchmark
    public byte[] minimal() {
        return MinimalSms.encodeInRpData(
                serviceCentre,
                Samples.NUMBER,
                time,
                DeliverEncode.ZONE_QUARTERS,
                NO_HEADER,
                Samples.Sms.GSM7.text);
    }

    @Benchmark
    public final Octets heliograph() {
        return RpCodec.encode(Samples.inRpData(TpduCodec.encode(Samples.Sms.GSM7.deliver())));
    }
}
