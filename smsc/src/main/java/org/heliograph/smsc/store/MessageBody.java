// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;
import org.heliograph.subscribers.Msisdn;

/**
 * A message as one column, about 60 octets beside its user data. The first octet is the version of
 * this form; a reader of a later version reads the earlier ones.
 */
final class MessageBody {
    private static final int VERSION = 3;

    /** Had receipts without RP-Cause. */
    private static final int SECOND_VERSION = 2;

    /** Had neither {@code submittedAs} nor what only SMPP has. */
    private static final int FIRST_VERSION = 1;

    private static final int FROM_ESME = 0;
    private static final int FROM_SUBSCRIBER = 1;
    private static final int FROM_SERVICE_CENTRE = 2;
    private static final int FROM_UPSTREAM = 3;

    private static final int CARRY = 0;
    private static final int RECEIPT = 1;
    private static final int STATUS_REPORT = 2;
    private static final int CARRY_ONCE = 3;
    private static final int COMMAND_REPORT = 4;

    // Enumerations are kept by their places in these lists, which only ever grow at the end.
    private static final List<ReportRequest> REPORT_REQUESTS =
            List.of(
                    ReportRequest.NONE,
                    ReportRequest.ANY_OUTCOME,
                    ReportRequest.FAILURE_ONLY,
                    ReportRequest.SUCCESS_ONLY);
    private static final List<MessageState> STATES =
            List.of(
                    MessageState.ENROUTE,
                    MessageState.DELIVERED,
                    MessageState.EXPIRED,
                    MessageState.UNDELIVERABLE,
                    MessageState.DELETED,
                    MessageState.ACCEPTED,
                    MessageState.UNKNOWN,
                    MessageState.REJECTED);
    private static final List<TypeOfNumber> TYPES_OF_NUMBER =
            List.of(
                    TypeOfNumber.UNKNOWN,
                    TypeOfNumber.INTERNATIONAL,
                    TypeOfNumber.NATIONAL,
                    TypeOfNumber.NETWORK_SPECIFIC,
                    TypeOfNumber.SUBSCRIBER,
                    TypeOfNumber.ALPHANUMERIC,
                    TypeOfNumber.ABBREVIATED,
                    TypeOfNumber.RESERVED);

    private MessageBody() {}

    static Octets write(ShortMessage message) {
        var octets = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            writeOrigin(out, message.origin());
            writeAddress(out, message.originatingAddress());
            writeAddress(out, message.destinationAddress());
            out.writeByte(message.protocolIdentifier());
            out.writeByte(message.dataCodingScheme().octet());
            UserData userData = message.userData();
            writeOctets(out, userData.header().isEmpty() ? Octets.EMPTY : userData.headerOctets());
            writeOctets(out, userData.payload());
            out.writeByte(REPORT_REQUESTS.indexOf(message.reportRequest()));
            out.writeLong(message.acceptedAt().toEpochMilli());
            out.writeLong(message.expiresAt().toEpochMilli());
            writePurpose(out, message.purpose());
            out.writeLong(message.submittedAs().value());
            writeSmppParameters(out, message.smppParameters());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return Octets.ofOwned(octets.toByteArray());
    }

    /**
     * @throws IOException if these are not octets that {@link #write} gave
     */
    static ShortMessage read(long id, Octets body) throws IOException {
        var in = new DataInputStream(body.asInputStream());
        int version = in.readUnsignedByte();
        if (version < FIRST_VERSION || version > VERSION) {
            throw new IOException("message " + id + " has the unknown form " + version);
        }
        try {
            return new ShortMessage(
                    new MessageId(id),
                    readOrigin(in),
                    readAddress(in),
                    readAddress(in),
                    in.readUnsignedByte(),
                    new DataCodingScheme(in.readUnsignedByte()),
                    readUserData(in),
                    REPORT_REQUESTS.get(in.readUnsignedByte()),
                    Instant.ofEpochMilli(in.readLong()),
                    Instant.ofEpochMilli(in.readLong()),
                    readPurpose(in, version),
                    new MessageId(version == FIRST_VERSION ? id : in.readLong()),
                    version == FIRST_VERSION ? SmppParameters.NONE : readSmppParameters(in));
        } catch (DecodeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("message " + id + " cannot be read", e);
        }
    }

    private static void writeOrigin(DataOutputStream out, Origin origin) throws IOException {
        switch (origin) {
            case Origin.Esme(var systemId) -> {
                out.writeByte(FROM_ESME);
                out.writeUTF(systemId);
            }
            case Origin.Subscriber(var msisdn, var messageReference) -> {
                out.writeByte(FROM_SUBSCRIBER);
                out.writeUTF(msisdn.digits());
                out.writeByte(messageReference);
            }
            case Origin.Upstream(var name) -> {
                out.writeByte(FROM_UPSTREAM);
                out.writeUTF(name);
            }
            case Origin.ServiceCentre() -> out.writeByte(FROM_SERVICE_CENTRE);
        }
    }

    private static Origin readOrigin(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case FROM_ESME -> new Origin.Esme(in.readUTF());
            case FROM_SUBSCRIBER ->
                    new Origin.Subscriber(new Msisdn(in.readUTF()), in.readUnsignedByte());
            case FROM_SERVICE_CENTRE -> new Origin.ServiceCentre();
            case FROM_UPSTREAM -> new Origin.Upstream(in.readUTF());
            default -> throw new IllegalArgumentException("origin " + kind);
        };
    }

    private static void writeAddress(DataOutputStream out, TpAddress address) throws IOException {
        out.writeByte(
                TYPES_OF_NUMBER.indexOf(address.typeOfNumber()) << 4
                        | address.numberingPlan().value());
        out.writeUTF(address.value());
    }

    private static TpAddress readAddress(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        return new TpAddress(
                TYPES_OF_NUMBER.get(type >> 4), new NumberingPlan(type & 0x0F), in.readUTF());
    }

    private static UserData readUserData(DataInputStream in) throws IOException, DecodeException {
        Octets header = readOctets(in);
        List<InformationElement> elements =
                header.isEmpty() ? List.of() : TpduCodec.header(header.from(1)); // after TP-UDHL
        return new UserData(elements, readOctets(in));
    }

    private static void writeOctets(DataOutputStream out, Octets octets) throws IOException {
        out.writeShort(octets.length());
        octets.writeTo(out);
    }

    private static Octets readOctets(DataInputStream in) throws IOException {
        byte[] octets = new byte[in.readUnsignedShort()];
        in.readFully(octets);
        return Octets.ofOwned(octets);
    }

    private static void writeSmppParameters(DataOutputStream out, SmppParameters parameters)
            throws IOException {
        out.writeUTF(parameters.serviceType());
        out.writeByte(parameters.priority());
        out.writeByte(parameters.esmClass());
        out.writeByte(parameters.registeredDelivery());
        out.writeByte(parameters.dataCoding());
        out.writeBoolean(parameters.headerInParameters());
        writeOctets(out, parameters.parameters());
    }

    private static SmppParameters readSmppParameters(DataInputStream in) throws IOException {
        return new SmppParameters(
                in.readUTF(),
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readBoolean(),
                readOctets(in));
    }

    /** {@return the number that stands for {@code state} in the database} */
    static int number(MessageState state) {
        return STATES.indexOf(state);
    }

    /** The inverse of {@link #number}. */
    static MessageState state(int number) {
        return STATES.get(number);
    }

    private static void writePurpose(DataOutputStream out, Purpose purpose) throws IOException {
        switch (purpose) {
            case Purpose.Carry(var once) -> out.writeByte(once ? CARRY_ONCE : CARRY);
            case Purpose.Receipt(var about, var state, var rpCause) -> {
                out.writeByte(RECEIPT);
                out.writeLong(about.value());
                out.writeByte(number(state));
                out.writeByte(rpCause);
            }
            case Purpose.StatusReport report -> {
                out.writeByte(report.ofCommand() ? COMMAND_REPORT : STATUS_REPORT);
                out.writeByte(report.messageReference());
                out.writeLong(report.submittedAt().toEpochMilli());
                out.writeLong(report.dischargedAt().toEpochMilli());
                out.writeByte(report.status());
            }
        }
    }

    private static Purpose readPurpose(DataInputStream in, int version) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case CARRY, CARRY_ONCE -> new Purpose.Carry(kind == CARRY_ONCE);
            case RECEIPT ->
                    new Purpose.Receipt(
                            new MessageId(in.readLong()),
                            STATES.get(in.readUnsignedByte()),
                            version <= SECOND_VERSION ? 0 : in.readUnsignedByte());
            case STATUS_REPORT, COMMAND_REPORT ->
                    new Purpose.StatusReport(
                            in.readUnsignedByte(),
                            Instant.ofEpochMilli(in.readLong()),
                            Instant.ofEpochMilli(in.readLong()),
                            in.readUnsignedByte(),
                            kind == COMMAND_REPORT);
            default -> throw new IllegalArgumentException("purpose " + kind);
        };
    }
}
