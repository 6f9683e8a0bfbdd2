// SPDX-License-Identifier: Apache-2.0
package org.heliograph.fuzz;

import java.util.List;
import org.heliograph.fuzz.Decoder.Rescued;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.cp.CpCodec;
import org.heliograph.pdu.cp.CpMessage;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.pdu.wsp.WspHeaders;
import org.heliograph.wappush.WapPush;
import org.heliograph.wappush.WspPush;
import org.heliograph.wappush.content.PushContent;
import org.heliograph.wappush.content.PushContentCodec;

/** Every decoder of the two codec modules, with its inverse. */
final class Decoders {
    static final Decoder<RpMessage> RP =
            new Decoder<>(RpCodec::decode, RpCodec::encode, RpMessage::toString);

    static final Decoder<CpMessage> CP =
            new Decoder<>(CpCodec::decode, CpCodec::encode, CpMessage::toString);

    /** The elements of a TP-UDH, without TP-UDHL. */
    static final Decoder<List<InformationElement>> HEADER =
            new Decoder<>(
                    in -> TpduCodec.header(in.rest()),
                    elements -> {
                        Octets header = new UserData(elements, Octets.EMPTY).headerOctets();
                        return header.isEmpty() ? header : header.from(1);
                    },
                    List::toString);

    static final Decoder<ContentType> CONTENT_TYPE =
            new Decoder<>(ContentType::decode, ContentType::encode, ContentType::toString);

    static final Decoder<List<WspHeader>> WSP_HEADERS =
            new Decoder<>(
                    WspHeaders::decode,
                    headers -> {
                        OctetWriter out = new OctetWriter();
                        WspHeaders.encode(out, headers);
                        return out.toOctets();
                    },
                    List::toString);

    static final Decoder<Multipart> MULTIPART =
            new Decoder<>(Multipart::decode, Multipart::encode, Multipart::toString);

    static final Decoder<WspPush> WSP_PUSH =
            new Decoder<>(WspPush::decode, WspPush::encode, Decoders::contents);

    static final Decoder<MmsPdu> MMS =
            new Decoder<>(MmsCodec::decode, MmsCodec::encode, Decoders::viewed, Rescued.ANYHOW);

    private Decoders() {}

    static Decoder<Tpdu> fromServiceCentre(Carrier carrier) {
        return new Decoder<>(
                in -> TpduCodec.decodeFromServiceCentre(in, carrier),
                TpduCodec::encode,
                Decoders::text,
                Rescued.KINDLY);
    }

    static Decoder<Tpdu> fromMobileStation(Carrier carrier) {
        return new Decoder<>(
                in -> TpduCodec.decodeFromMobileStation(in, carrier),
                TpduCodec::encode,
                Decoders::text,
                Rescued.KINDLY);
    }

    static Decoder<UserData> smppUserData(boolean header, Alphabet alphabet) {
        return new Decoder<>(
                in -> TpduCodec.userDataOfUnpacked(in.rest(), header, alphabet),
                userData -> smpp(userData, header),
                userData -> userData.text(alphabet));
    }

    /**
     * @param mediaType one of the three contents, in one of its two forms
     */
    static Decoder<PushContent> content(String mediaType) {
        ContentType type = new ContentType(mediaType, List.of());
        PushContent.Form form =
                mediaType.startsWith("text/") ? PushContent.Form.TEXT : PushContent.Form.WBXML;
        return new Decoder<>(
                in -> PushContentCodec.decode(type, in.rest()),
                content -> PushContentCodec.encode(content, form),
                PushContent::toString);
    }

    /** A header that is announced but empty is one octet that no record keeps. */
    private static Octets smpp(UserData userData, boolean header) {
        Octets written =
                header && userData.header().isEmpty() ? Octets.of(0) : userData.headerOctets();
        return written.plus(userData.payload());
    }

    private static Object text(Tpdu tpdu) {
        return switch (tpdu) {
            case SmsDeliver deliver ->
                    deliver.userData().text(deliver.dataCodingScheme().alphabet());
            case SmsSubmit submit -> submit.userData().text(submit.dataCodingScheme().alphabet());
            default -> tpdu.toString();
        };
    }

    private static Object viewed(MmsPdu pdu) {
        try {
            return List.of(pdu.headers().entries(), Multipart.decode(pdu.body()));
        } catch (DecodeException e) {
            return "a body of another kind";
        }
    }

    private static Object contents(WspPush push) {
        try {
            return List.of(WapPush.content(push), viewed(WapPush.mms(push)));
        } catch (DecodeException e) {
            return "a push of something else";
        }
    }
}
