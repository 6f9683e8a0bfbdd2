// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.drawn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.FieldDecoder;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.cp.CpCodec;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsDeliverReport;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.wappush.WspPush;
import org.heliograph.wappush.content.PushContent;
import org.heliograph.wappush.content.PushContentCodec;
import org.junit.jupiter.api.Test;

/** Whatever can be written is read back as the same record, strictly and kindly. */
final class RoundTripTest {
    private static final int EACH = 5_000;

    private final Draw draw = new Draw(Draw.seed("round trip", 23_040));
    private final DrawnTpdus tpdus = new DrawnTpdus(draw);
    private final DrawnRelay relay = new DrawnRelay(draw);
    private final DrawnWsp wsp = new DrawnWsp(draw);
    private final DrawnMms mms = new DrawnMms(draw);

    @Test
    void tpdus() throws DecodeException {
        for (int i = 0; i < EACH; i++) {
            Tpdu tpdu = tpdus.any();
            comesBack(tpdu, TpduCodec::encode, in -> decode(tpdu, in));
        }
    }

    private static Tpdu decode(Tpdu like, OctetReader in) throws DecodeException {
        return switch (like) {
            case SmsDeliver _, SmsStatusReport _ ->
                    TpduCodec.decodeFromServiceCentre(in, Carrier.RP_DATA);
            case SmsSubmitReport.InRpAck _ -> TpduCodec.decodeFromServiceCentre(in, Carrier.RP_ACK);
            case SmsSubmitReport.InRpError _ ->
                    TpduCodec.decodeFromServiceCentre(in, Carrier.RP_ERROR);
            case SmsSubmit _, SmsCommand _ ->
                    TpduCodec.decodeFromMobileStation(in, Carrier.RP_DATA);
            case SmsDeliverReport.InRpAck _ ->
                    TpduCodec.decodeFromMobileStation(in, Carrier.RP_ACK);
            case SmsDeliverReport.InRpError _ ->
                    TpduCodec.decodeFromMobileStation(in, Carrier.RP_ERROR);
        };
    }

    @Test
    void relayAndControlMessages() throws DecodeException {
        for (int i = 0; i < EACH; i++) {
            var message = draw.oneIn(4) ? relay.bare() : relay.carrying(tpdus.any());
            comesBack(message, RpCodec::encode, RpCodec::decode);
            comesBack(relay.control(message), CpCodec::encode, CpCodec::decode);
        }
    }

    @Test
    void contentTypesMultipartsAndPushes() throws DecodeException {
        for (int i = 0; i < EACH; i++) {
            comesBack(wsp.contentType(), ContentType::encode, ContentType::decode);
            comesBack(wsp.multipart(), Multipart::encode, Multipart::decode);
            comesBack(wsp.push(), WspPush::encode, WspPush::decode);
        }
    }

    @Test
    void everyMmsPduAndEveryHeader() throws DecodeException {
        assertEquals(
                Set.copyOf(MmsField.all()),
                union(mms.fields(), MmsField.CONTENT_TYPE),
                "headers that are never drawn");
        for (Supplier<MmsPdu> kind : mms.kinds()) {
            for (int i = 0; i < EACH / 10; i++) {
                comesBack(kind.get(), MmsCodec::encode, MmsCodec::decode);
            }
        }
    }

    private static Set<MmsField<?>> union(List<MmsField<?>> fields, MmsField<?> one) {
        Set<MmsField<?>> union = new HashSet<>(fields);
        union.add(one);
        return union;
    }

    @Test
    void pushContentsInBothForms() throws DecodeException {
        DrawnPushContents contents = new DrawnPushContents(draw);
        for (int i = 0; i < EACH; i++) {
            PushContent content = contents.any();
            for (PushContent.Form form : PushContent.Form.values()) {
                ContentType type = PushContentCodec.contentType(content, form);
                comesBack(
                        content,
                        c -> PushContentCodec.encode(c, form),
                        in -> PushContentCodec.decode(type, in.rest()));
            }
        }
    }

    private static <T> void comesBack(
            T value, Function<T, Octets> encode, FieldDecoder<? extends T> decode)
            throws DecodeException {
        Octets octets = encode.apply(value);
        for (Reading reading : List.of(Reading.strict(), Reading.kind())) {
            T read = decode.decode(new OctetReader(octets, reading));
            assertEquals(value, read, octets::toHex);
            assertEquals(List.of(), reading.deviations());
        }
        assertEquals(octets, encode.apply(decode.decode(new OctetReader(octets))));
    }
}
