// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Octets to RP-DATA to SMS-DELIVER and its text, of 160 characters. */
@State(Scope.Thread)
public class RpDataDecode {
    private byte[] octets = {};

    @Setup
    public void prepare() {
        Octets tpdu = TpduCodec.encode(Samples.Sms.GSM7.deliver());
        octets = RpCodec.encode(Samples.inRpData(tpdu)).toArray();
    }

    @Benchmark
    public byte[] floor() {
        return octets.clone();
    }

    @Benchmark
    public Object minimal() {
        return MinimalSms.decodeInRpData(octets);
    }

    @Benchmark
    public String heliograph(Blackhole consumed) throws DecodeException {
        RpData data = (RpData) RpCodec.decode(Octets.ofOwned(octets));
        SmsDeliver deliver =
                (SmsDeliver) TpduCodec.decodeFromServiceCentre(data.userData(), Carrier.RP_DATA);
        consumed.consume(data);
        consumed.consume(deliver);
        return deliver.userData().text(deliver.dataCodingScheme().alphabet());
    }
}
