// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.smpp;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.subscribers.Msisdn;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;

/** A segment of a push as a submit_sm (SMPP 3.4 §4.4.1). */
final class PushMapper {
    /** Absolute time, tenths of a second and quarter hours from UTC zero (§7.1.1). */
    private static final DateTimeFormatter ABSOLUTE_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'000+'").withZone(ZoneOffset.UTC);

    /** We want to hear of a handset that was not reached, once it is there (§5.3.2.29). */
    private static final OptionalParameter SET_DPF = new OptionalParameter.Set_dpf(true);

    private final String sourceAddress;
    private final TypeOfNumber sourceTon;
    private final NumberingPlanIndicator sourceNpi;

    /**
     * @param source international with a plus sign, a short code, or else alphanumeric
     */
    PushMapper(String source) {
        boolean international = source.startsWith("+");
        String bare = international ? source.substring(1) : source;
        boolean digits = bare.chars().allMatch(c -> c >= '0' && c <= '9');
        sourceAddress = digits ? bare : source;
        sourceTon =
                digits
                        ? international ? TypeOfNumber.INTERNATIONAL : TypeOfNumber.UNKNOWN
                        : TypeOfNumber.ALPHANUMERIC;
        sourceNpi = digits ? NumberingPlanIndicator.ISDN : NumberingPlanIndicator.UNKNOWN;
    }

    /** Blocks until the SMSC has answered ESME_ROK, or throws what it answered instead. */
    void submit(
            SMPPSession session,
            Msisdn to,
            DataCodingScheme dataCodingScheme,
            UserData segment,
            Instant until)
            throws PDUException,
                    ResponseTimeoutException,
                    InvalidResponseException,
                    NegativeResponseException,
                    IOException {
        session.submitShortMessage(
                "", // service_type
                sourceTon,
                sourceNpi,
                sourceAddress,
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                to.digits(),
                new ESMClass(
                        MessageMode.DEFAULT,
                        MessageType.DEFAULT,
                        segment.header().isEmpty()
                                ? GSMSpecificFeature.DEFAULT
                                : GSMSpecificFeature.UDHI),
                (byte) 0, // protocol_id
                (byte) 0, // priority_flag
                "", // schedule_delivery_time
                ABSOLUTE_TIME.format(until),
                new RegisteredDelivery(0),
                (byte) 0, // replace_if_present_flag
                new RawDataCoding((byte) dataCodingScheme.octet()), // §5.2.19: the same here
                (byte) 0, // sm_default_msg_id
                segment.headerOctets().plus(segment.payload()).toArray(),
                SET_DPF);
    }
}
