// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.policy;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;

/**
 * A short message as scripts see it: {@code sms.from} is {@link #getFrom}, and so on. It never
 * changes; what is worked out is worked out when it is asked for.
 */
public final class Sms {
    private final Origin origin;
    private final TpAddress sender;
    private final TpAddress destination;
    private final int protocolIdentifier;
    private final DataCodingScheme scheme;
    private final List<UserData> userData;
    private final SmppParameters smpp;
    private final Duration validity;
    private final String route;
    private final ZonedDateTime time;

    private Sms(
            Origin origin,
            TpAddress sender,
            TpAddress destination,
            int protocolIdentifier,
            DataCodingScheme scheme,
            List<UserData> userData,
            SmppParameters smpp,
            Duration validity,
            String route,
            ZonedDateTime time) {
        this.origin = origin;
        this.sender = sender;
        this.destination = destination;
        this.protocolIdentifier = protocolIdentifier;
        this.scheme = scheme;
        this.userData = userData;
        this.smpp = smpp;
        this.validity = validity;
        this.route = route;
        this.time = time;
    }

    /**
     * {@return a submission, for one of its destinations}
     *
     * @param route where it would go; empty: nothing is known of that yet
     */
    public static Sms of(
            Submission submission, TpAddress destination, String route, ZonedDateTime time) {
        return new Sms(
                submission.origin(),
                submission.originatingAddress(),
                destination,
                submission.protocolIdentifier(),
                submission.dataCodingScheme(),
                submission.parts(),
                submission.smppParameters(),
                submission.validityPeriod(),
                route,
                time);
    }

    static Sms of(ShortMessage message, String route, ZonedDateTime time) {
        return new Sms(
                message.origin(),
                message.originatingAddress(),
                message.destinationAddress(),
                message.protocolIdentifier(),
                message.dataCodingScheme(),
                List.of(message.userData()),
                message.smppParameters(),
                Duration.between(time.toInstant(), message.expiresAt()),
                route,
                time);
    }

    /** {@return who it says that sent it: digits, without a plus sign, or a name} */
    public String getFrom() {
        return sender.value();
    }

    /** {@return international, national, alphanumeric, unknown, ...} */
    public String getFromType() {
        return sender.typeOfNumber().name().toLowerCase(Locale.ROOT);
    }

    /** {@return whom it is for: digits, without a plus sign} */
    public String getTo() {
        return destination.value();
    }

    /** {@return international, national, unknown, ...} */
    public String getToType() {
        return destination.typeOfNumber().name().toLowerCase(Locale.ROOT);
    }

    /** {@return who gave it to us: esme:NAME, upstream:NAME, or ims:NUMBER for a handset} */
    public String getSource() {
        return switch (origin) {
            case Origin.Esme(var systemId) -> "esme:" + systemId;
            case Origin.Subscriber(var msisdn, _) -> "ims:" + msisdn.digits();
            case Origin.Upstream(var name) -> "upstream:" + name;
            case Origin.ServiceCentre() -> "sc";
        };
    }

    /** {@return the number of the subscriber whose handset sent it; empty if no handset did} */
    public String getSubscriber() {
        return origin instanceof Origin.Subscriber(var msisdn, _) ? msisdn.digits() : "";
    }

    /** {@return whether it is text and nothing else, which is all that scripts can read} */
    public boolean isPlainText() {
        if (scheme.compressed() || scheme.alphabet() == Alphabet.EIGHT_BIT) {
            return false;
        }
        for (UserData part : userData) {
            for (InformationElement element : part.header()) {
                if (!(element instanceof Concatenation)
                        && !(element instanceof NationalLanguageLockingShift)
                        && !(element instanceof NationalLanguageSingleShift)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@return the text; empty if there is none} */
    public String getText() {
        if (!isPlainText()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        userData.forEach(part -> text.append(part.text(scheme.alphabet())));
        return text.toString();
    }

    /** {@return of how many short messages it is made, as far as we know} */
    public int getParts() {
        return userData.size();
    }

    /** {@return whether its sender cut it, so that this is one part of what he sends} */
    public boolean isPart() {
        return userData.size() == 1 && userData.getFirst().concatenation().isPresent();
    }

    /** {@return TP-DCS, 0 to 255} */
    public int getDataCoding() {
        return scheme.octet();
    }

    /** {@return the message class, 0 to 3; -1: none} */
    public int getMessageClass() {
        return scheme.messageClass().orElse(-1);
    }

    /** {@return TP-PID, 0 to 255} */
    public int getProtocolIdentifier() {
        return protocolIdentifier;
    }

    /** {@return whether there is a user data header} */
    public boolean isHeader() {
        return !userData.getFirst().header().isEmpty();
    }

    /** {@return the port it is for; -1: none} */
    public int getDestinationPort() {
        for (InformationElement element : userData.getFirst().header()) {
            if (element instanceof Ports ports) {
                return ports.destination();
            }
        }
        return -1;
    }

    /** {@return the port it comes from; -1: none} */
    public int getSourcePort() {
        for (InformationElement element : userData.getFirst().header()) {
            if (element instanceof Ports ports) {
                return ports.source();
            }
        }
        return -1;
    }

    /** {@return service_type of SMPP; empty where it has none} */
    public String getServiceType() {
        return smpp.serviceType();
    }

    /** {@return priority_flag of SMPP, 0 to 3} */
    public int getPriority() {
        return smpp.priority();
    }

    /** {@return how long to try; zero: as long as is usual} */
    public Duration getValidity() {
        return validity;
    }

    /**
     * {@return where it goes as things are: ims, esme:NAME, upstream:NAME; empty: nowhere, or not
     * known yet}
     */
    public String getRoute() {
        return route;
    }

    /** {@return now, where the settings say that the clock is read} */
    public ZonedDateTime getTime() {
        return time;
    }
}
