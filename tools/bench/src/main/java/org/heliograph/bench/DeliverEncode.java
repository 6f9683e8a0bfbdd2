// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import com.cloudhopper.commons.charset.CharsetUtil;
import java.time.LocalDateTime;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.TpduCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Text to SMS-DELIVER to octets; address and time are at hand. */
@State(Scope.Thread)
public class DeliverEncode {
    static final int ZONE_QUARTERS = Samples.ZONE.getTotalSeconds() / 900;

    @Param({"GSM7", "UCS2", "CONCATENATED"})
    Samples.Sms sample = Samples.Sms.GSM7;

    private byte[] octets = {};
    private byte[] header = {};
    private LocalDateTime time = LocalDateTime.MIN;

    @Setup
    public void prepare() {
        octets = TpduCodec.encode(sample.deliver()).toArray();
        header = sample.deliver().userData().headerOctets().toArray();
        time = Samples.TIMESTAMP.time().toLocalDateTime();
    }

    @Benchmark
    public byte[] floor() {
        return octets.clone();
    }

    @Benchmark
    public byte[] minimal() {
        return MinimalSms.encode(Samples.NUMBER, time, ZONE_QUARTERS, header, sample.text);
    }

    @Benchmark
    public Octets heliograph() {
        return TpduCodec.encode(sample.deliver());
    }

    /** Cloudhopper writes the text of a TP-UD; nothing of it writes the fields before it. */
    @Benchmark
    public byte[] peer() {
        return CharsetUtil.encode(sample.text, DeliverDecode.charset(sample));
    }
}
