// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.util.List;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;

/** Messages to deliver_sm, and other things to tell an ESME (SMPP 3.4 §4.6.1, §4.12). */
final class DeliverWriter {
    /** esm_class: the short message begins with a user data header (§5.2.12). */
    static final int UDHI = 0x40;

    /** esm_class: the short message is a delivery receipt. */
    private static final int RECEIPT = 0x04;

    /** esm_class: the short message is an intermediate notification. */
    private static final int NOTIFICATION = 0x20;

    /** esm_class: message type (acknowledgements between SMEs) and reply path. */
    private static final int PASSED_ON = 0xBC;

    /** registered_delivery: the acknowledgements that the SME itself is to send (§5.2.17). */
    private static final int ACKNOWLEDGEMENTS = 0x0C;

    private static final byte GSM_NETWORK = 3;

    /** sm_length (§5.2.21). */
    private static final int MOST_OCTETS = 254;

    private static final OptionalParameter[] NO_PARAMETERS = {};

    /** ms_availability_status (§5.3.2.30). */
    private static final OptionalParameter[] AVAILABLE = {
        new OptionalParameter.Ms_availability_status((byte) 0)
    };

    private final DefaultComposer composer = new DefaultComposer();

    /**
     * @throws PDUStringException if an address is longer than SMPP can carry
     */
    Octets write(ShortMessage message, int sequenceNumber, BindReader.Read.Granted bind)
            throws PDUStringException {
        SmppParameters said = message.smppParameters();
        UserData userData = message.userData();
        Octets tlvs = bind.parameters() ? said.parameters() : Octets.EMPTY;
        if (said.headerInParameters() && bind.parameters()) {
            tlvs = Parameters.of(userData.header()).plus(tlvs);
            userData = new UserData(List.of(), userData.payload());
        }
        int esmClass = (said.esmClass() & PASSED_ON) | (userData.header().isEmpty() ? 0 : UDHI);
        DataCoding.Written written =
                DataCoding.write(bind.account(), message.dataCodingScheme(), userData);
        Octets shortMessage = written.message();
        if (shortMessage.length() > MOST_OCTETS && bind.parameters()) {
            tlvs = Parameters.payload(shortMessage).plus(tlvs);
            shortMessage = Octets.EMPTY;
        }
        OptionalParameter[] parameters = NO_PARAMETERS;
        if (message.purpose() instanceof Purpose.Receipt(var about, var state, var rpCause)) {
            esmClass |= state == MessageState.ENROUTE ? NOTIFICATION : RECEIPT;
            var receipted = new OptionalParameter.Receipted_message_id(about.toString());
            var messageState = new OptionalParameter.Message_state(octet(state));
            if (bind.parameters()) {
                parameters =
                        rpCause == 0
                                ? new OptionalParameter[] {receipted, messageState}
                                : new OptionalParameter[] {
                                    receipted, messageState, networkError(rpCause)
                                };
            }
        }
        return withParameters(
                composer.deliverSm(
                        sequenceNumber,
                        said.serviceType(),
                        typeOfNumber(message.originatingAddress()),
                        numberingPlan(message.originatingAddress()),
                        message.originatingAddress().value(),
                        typeOfNumber(message.destinationAddress()),
                        numberingPlan(message.destinationAddress()),
                        message.destinationAddress().value(),
                        (byte) esmClass,
                        (byte) message.protocolIdentifier(),
                        (byte) said.priority(),
                        (byte) (said.registeredDelivery() & ACKNOWLEDGEMENTS),
                        (byte) written.dataCoding(),
                        shortMessage.toArray(),
                        parameters),
                tlvs);
    }

    /** {@return an alert_notification (§4.12): a subscriber can be reached again} */
    Octets alert(
            TpAddress subscriber,
            TpAddress asking,
            int sequenceNumber,
            BindReader.Read.Granted bind) {
        try {
            return Octets.ofOwned(
                    composer.alertNotification(
                            sequenceNumber,
                            typeOfNumber(subscriber),
                            numberingPlan(subscriber),
                            subscriber.value(),
                            typeOfNumber(asking),
                            numberingPlan(asking),
                            asking.value(),
                            bind.parameters() ? AVAILABLE : NO_PARAMETERS));
        } catch (PDUStringException e) {
            throw new IllegalStateException("addresses of submissions fit", e);
        }
    }

    /** network_error_code (§5.3.2.31): network type 3 is GSM, then two octets. */
    private static OptionalParameter networkError(int rpCause) {
        return new OptionalParameter.Network_error_code(
                new byte[] {GSM_NETWORK, 0, (byte) rpCause});
    }

    /** {@return the whole TLV} */
    static Octets networkErrorCode(int rpCause) {
        return Octets.ofOwned(networkError(rpCause).serialize());
    }

    static Octets withParameters(byte[] pdu, Octets tlvs) {
        if (tlvs.isEmpty()) {
            return Octets.ofOwned(pdu);
        }
        return new OctetWriter(pdu.length + tlvs.length())
                .uint16((pdu.length + tlvs.length()) >>> 16)
                .uint16(pdu.length + tlvs.length())
                .octets(Octets.ofOwned(pdu).from(4))
                .octets(tlvs)
                .toOctets();
    }

    static byte typeOfNumber(TpAddress address) {
        return switch (address.typeOfNumber()) {
            case UNKNOWN, RESERVED -> 0;
            case INTERNATIONAL -> 1;
            case NATIONAL -> 2;
            case NETWORK_SPECIFIC -> 3;
            case SUBSCRIBER -> 4;
            case ALPHANUMERIC -> 5;
            case ABBREVIATED -> 6;
        };
    }

    static byte numberingPlan(TpAddress address) {
        return address.typeOfNumber() == TypeOfNumber.ALPHANUMERIC
                ? 0
                : (byte) address.numberingPlan().value();
    }

    /** message_state (§5.2.28). */
    static byte octet(MessageState state) {
        return switch (state) {
            case ENROUTE -> 1;
            case DELIVERED -> 2;
            case EXPIRED -> 3;
            case DELETED -> 4;
            case UNDELIVERABLE -> 5;
            case ACCEPTED -> 6;
            case UNKNOWN -> 7;
            case REJECTED -> 8;
        };
    }
}
