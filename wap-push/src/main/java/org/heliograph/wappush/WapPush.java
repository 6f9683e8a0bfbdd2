// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush;

import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.Reassembly;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.wappush.content.PushContent;
import org.heliograph.wappush.content.PushContentCodec;

/** Pushes over SMS: 8-bit user data to the WAP push port (WAP-259-WDP §6.5). */
public final class WapPush {
    /** WAP push, connectionless, IANA wap-push. */
    public static final int PORT = 2948;

    /** Where pushes come from, IANA wap-wsp: what message centres put into pushes they send. */
    public static final int SOURCE_PORT = 9200;

    /** The MMS user agent (OMA-TS-MMS_ENC 1.3 §7.1, number 4 of the OMNA registry). */
    public static final String MMS_APPLICATION = "x-wap-application:mms.ua";

    private static final ContentType MMS = new ContentType(MmsCodec.MEDIA_TYPE, List.of());

    private WapPush() {}

    /**
     * @param pdu M-Notification.ind or M-Delivery.ind
     * @param transactionId TID of the push, low eight bits used
     * @param reference concatenation reference if one SMS is not enough, low eight bits used
     * @return the TP-UD of each segment, for TP-DCS 8-bit; one wherever the PDU allows it
     */
    public static List<UserData> segments(MmsPdu pdu, int transactionId, int reference) {
        return segments(push(pdu, transactionId), reference);
    }

    /** {@return the TP-UD of each segment of any push, for TP-DCS 8-bit} */
    public static List<UserData> segments(WspPush push, int reference) {
        var ports = new InformationElement.Ports(PORT, SOURCE_PORT, true);
        return Segmentation.ofData(List.of(ports), push.encode(), reference & 0xff);
    }

    /**
     * {@return the push that carries an MMS PDU, with the headers a user agent needs and no more:
     * each octet counts}
     *
     * @param transactionId TID of the push, low eight bits used
     */
    public static WspPush push(MmsPdu pdu, int transactionId) {
        var application = new WspHeader(WspPush.APPLICATION_ID, MMS_APPLICATION);
        return new WspPush(transactionId & 0xff, MMS, List.of(application), MmsCodec.encode(pdu));
    }

    /**
     * @param transactionId TID of the push, low eight bits used
     * @param reference concatenation reference if one SMS is not enough, low eight bits used
     * @return the TP-UD of each segment, for TP-DCS 8-bit
     */
    public static List<UserData> segments(
            PushContent content, PushContent.Form form, int transactionId, int reference) {
        return segments(push(content, form, transactionId), reference);
    }

    /**
     * {@return the push that carries a service indication, service loading or cache operation to
     * the browser, which is meant where no application is named (WAP-235-PushOTA)}
     *
     * @param transactionId TID of the push, low eight bits used
     */
    public static WspPush push(PushContent content, PushContent.Form form, int transactionId) {
        return new WspPush(
                transactionId & 0xff,
                PushContentCodec.contentType(content, form),
                List.of(),
                PushContentCodec.encode(content, form));
    }

    /**
     * {@return the service indication, service loading or cache operation in a push; nothing if it
     * is a push of something else}
     *
     * @throws DecodeException if it is malformed
     */
    public static Optional<PushContent> content(WspPush push) throws DecodeException {
        return PushContentCodec.reads(push.contentType())
                ? Optional.of(PushContentCodec.decode(push.contentType(), push.body()))
                : Optional.empty();
    }

    /** {@return the ports of a user data header, if it addresses {@link #PORT}} */
    public static Optional<InformationElement.Ports> ports(UserData userData) {
        return userData.header().stream()
                .filter(InformationElement.Ports.class::isInstance)
                .map(InformationElement.Ports.class::cast)
                .filter(ports -> ports.destination() == PORT)
                .findFirst();
    }

    /**
     * {@return the push that these SMS make: what {@link #segments} is undone by}
     *
     * @param sender of all of them
     * @param segments in any order, repeated ones among them; the first whole push counts
     * @throws DecodeException if there is none to {@link #PORT}, or it is malformed
     */
    public static WspPush of(TpAddress sender, List<UserData> segments) throws DecodeException {
        Reassembly reassembly = new Reassembly(1);
        for (UserData segment : segments) {
            Optional<UserData> whole =
                    reassembly.add(sender, segment).filter(data -> ports(data).isPresent());
            if (whole.isPresent()) {
                return decode(whole.get().payload());
            }
        }
        throw new DecodeException(0, "no whole push to port " + PORT);
    }

    /**
     * What a handset does with user data for {@link #PORT}, after it has put the segments together.
     *
     * @param payload the octets of all segments, without their headers
     */
    public static WspPush decode(Octets payload) throws DecodeException {
        return WspPush.decode(payload);
    }

    /**
     * {@return the MMS PDU in a push}
     *
     * @throws DecodeException if the push is not for the MMS user agent, or its PDU is malformed
     */
    public static MmsPdu mms(WspPush push) throws DecodeException {
        if (!push.contentType().mediaType().equals(MmsCodec.MEDIA_TYPE)) {
            throw new DecodeException(0, "push of " + push.contentType().mediaType());
        }
        Optional<String> application = push.header(WspPush.APPLICATION_ID);
        if (application.isPresent() && !application.get().equals(MMS_APPLICATION)) {
            throw new DecodeException(0, "push for " + application.get());
        }
        return MmsCodec.decode(push.body());
    }
}
