// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import com.cloudhopper.commons.charset.Charset;
import com.cloudhopper.commons.charset.CharsetUtil;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Octets to SMS-DELIVER and its text. */
@State(Scope.Thread)
public class DeliverDecode {
    @Param({"GSM7", "UCS2", "CONCATENATED"})
    Samples.Sms sample = Samples.Sms.GSM7;

    private byte[] octets = {};
    private byte[] textOctets = {};

    @Setup
    public void prepare() {
        octets = TpduCodec.encode(sample.deliver()).toArray();
        textOctets = CharsetUtil.encode(sample.text, charset(sample));
    }

    @Benchmark
    public byte[] floor() {
        return octets.clone();
    }

    @Benchmark
    public Object minimal() {
        return MinimalSms.decode(octets);
    }

    @Benchmark
    public String heliograph(Blackhole consumed) throws DecodeException {
        SmsDeliver deliver =
                (SmsDeliver)
                        TpduCodec.decodeFromServiceCentre(Octets.ofOwned(octets), Carrier.RP_DATA);
        consumed.consume(deliver);
        return deliver.userData().text(deliver.dataCodingScheme().alphabet());
    }

    /**
     * Cloudhopper reads the text of a TP-UD; nothing of it reads the fields before it. It cannot
     * begin at a fill bit either, so it is given the text of a concatenated part without.
     */
    @Benchmark
    public String peer() {
        return CharsetUtil.decode(textOctets.clone(), charset(sample));
    }

    static Charset charset(Samples.Sms sample) {
        return sample == Samples.Sms.UCS2
                ? CharsetUtil.CHARSET_UCS_2
                : CharsetUtil.CHARSET_PACKED_GSM;
    }
}
