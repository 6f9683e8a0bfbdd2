// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDLNAME;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVESMCLASS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVMSGLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVNUMDESTS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSCHED;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVTLVLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RREPLACEFAIL;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DestinationAddress;
import org.jsmpp.bean.DistributionList;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.UnsuccessDelivery;

/** What submit_sm, submit_multi and data_sm ask for (SMPP 3.4 §4.4, §4.5 and §4.7). */
final class SubmitReader {
    /** messaging mode of esm_class: bits 1 and 0 (§5.2.12). */
    private static final int MODE = 0x03;

    private static final int DATAGRAM = 0x01;
    private static final int TRANSACTION = 0x02;

    /** message type of esm_class: bits 5 to 2 (§5.2.12). */
    private static final int MESSAGE_TYPE = 0x3C;

    private static final int DELIVERY_ACKNOWLEDGEMENT = 0x08;
    private static final int MANUAL_ACKNOWLEDGEMENT = 0x10;

    /** number_of_dests (§5.2.24). */
    private static final int MOST_DESTINATIONS = 254;

    /** One PDU may not make a hundred thousand messages of itself. */
    private static final int MOST_MESSAGES = 5_000;

    /** What a PDU amounts to. */
    sealed interface Read {
        /**
         * @param unreached destinations of a submit_multi that are none
         */
        record Asked(Submission submission, List<UnsuccessDelivery> unreached) implements Read {}

        /**
         * @param code stable, for the log
         */
        record Refused(int commandStatus, String code, String reason) implements Read {}
    }

    /** Leaves a function from where the reason is found. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        final int commandStatus;
        final String code;

        Refusal(int commandStatus, String code, String reason) {
            super(reason, null, false, false);
            this.commandStatus = commandStatus;
            this.code = code;
        }
    }

    private final InstantSource clock;
    private final SubmitFields fields;
    private final AtomicInteger concatenationReference = new AtomicInteger();

    SubmitReader(InstantSource clock) {
        this.clock = clock;
        this.fields = new SubmitFields(clock);
    }

    Read read(SmscSettings.Account account, SubmitSm pdu, Octets tlvs) {
        try {
            Duration validity = fields.validity(pdu.getValidityPeriod());
            Instant deliverAt = fields.schedule(pdu.getScheduleDeliveryTime(), validity);
            if (!deliverAt.equals(Instant.MIN) && mode(pdu) != Handling.Mode.STORE_AND_FORWARD) {
                throw new Refusal(
                        STAT_ESME_RINVSCHED, "schedule", "only what is stored can be scheduled");
            }
            Parameters parameters = parameters(pdu, tlvs);
            Optional<Octets> payload = parameters.payload();
            byte[] shortMessage = pdu.getShortMessage();
            if (payload.isPresent() && shortMessage != null && shortMessage.length > 0) {
                throw new Refusal(
                        STAT_ESME_RINVMSGLEN,
                        "message-twice",
                        "both short_message and message_payload");
            }
            Octets message =
                    payload.orElseGet(
                            () -> shortMessage == null ? Octets.EMPTY : Octets.of(shortMessage));
            return submissions(
                    account,
                    pdu,
                    parameters,
                    pdu.getProtocolId() & 0xFF,
                    pdu.getPriorityFlag() & 0xFF,
                    message,
                    payload.isPresent(),
                    validity,
                    new Handling(deliverAt, pdu.getReplaceIfPresent() == 1, mode(pdu)));
        } catch (Refusal e) {
            return new Read.Refused(e.commandStatus, e.code, String.valueOf(e.getMessage()));
        }
    }

    /** What is asked for one destination, and then the others. */
    Read read(SmscSettings.Account account, SubmitMulti pdu, Octets tlvs) {
        DestinationAddress[] all = pdu.getDestAddresses();
        if (all == null || all.length == 0 || all.length > MOST_DESTINATIONS) {
            return new Read.Refused(
                    STAT_ESME_RINVNUMDESTS, "destinations", "1 to 254 destinations are allowed");
        }
        List<TpAddress> destinations = new ArrayList<>(all.length);
        List<UnsuccessDelivery> unreached = new ArrayList<>();
        for (DestinationAddress one : all) {
            switch (one) {
                case Address sme -> {
                    try {
                        destinations.add(
                                Addresses.destination(
                                        sme.getTon(), sme.getNpi(), sme.getAddress()));
                    } catch (Refusal e) {
                        unreached.add(new UnsuccessDelivery(sme, e.commandStatus));
                    }
                }
                case DistributionList list ->
                        unreached.add(
                                new UnsuccessDelivery(
                                        (byte) 0,
                                        (byte) 0,
                                        list.getName(),
                                        STAT_ESME_RINVDLNAME)); // nobody has made one
                default -> throw new IllegalStateException("a third kind of destination");
            }
        }
        if (destinations.isEmpty()) {
            return new Read.Refused(
                    unreached.getFirst().getErrorStatusCode(),
                    "destinations",
                    "none of them is an address");
        }
        return switch (read(account, toOne(pdu, destinations.getFirst()), tlvs)) {
            case Read.Refused refused -> refused;
            case Read.Asked(var submission, _) -> {
                if (submission.handling().mode() != Handling.Mode.STORE_AND_FORWARD) {
                    yield new Read.Refused(
                            STAT_ESME_RINVESMCLASS, "esm-class", "one destination is one attempt");
                }
                int messages = submission.parts().size() * destinations.size();
                yield messages > MOST_MESSAGES
                        ? new Read.Refused(
                                STAT_ESME_RINVMSGLEN, "too-long", messages + " short messages")
                        : new Read.Asked(submission.to(destinations), unreached);
            }
        };
    }

    private static SubmitSm toOne(SubmitMulti pdu, TpAddress destination) {
        var one = new SubmitSm();
        one.setServiceType(pdu.getServiceType());
        one.setSourceAddrTon(pdu.getSourceAddrTon());
        one.setSourceAddrNpi(pdu.getSourceAddrNpi());
        one.setSourceAddr(pdu.getSourceAddr());
        one.setDestAddrTon(DeliverWriter.typeOfNumber(destination));
        one.setDestAddrNpi(DeliverWriter.numberingPlan(destination));
        one.setDestAddress(destination.value());
        one.setEsmClass(pdu.getEsmClass());
        one.setProtocolId(pdu.getProtocolId());
        one.setPriorityFlag(pdu.getPriorityFlag());
        one.setScheduleDeliveryTime(pdu.getScheduleDeliveryTime());
        one.setValidityPeriod(pdu.getValidityPeriod());
        one.setRegisteredDelivery(pdu.getRegisteredDelivery());
        one.setDataCoding(pdu.getDataCoding());
        one.setShortMessage(pdu.getShortMessage());
        return one;
    }

    Read read(SmscSettings.Account account, DataSm pdu, Octets tlvs) {
        try {
            Parameters parameters = parameters(pdu, tlvs);
            Octets message = parameters.payload().orElse(Octets.EMPTY);
            return submissions(
                    account,
                    pdu,
                    parameters,
                    0,
                    0,
                    message,
                    true,
                    Duration.ZERO,
                    new Handling(Instant.MIN, false, mode(pdu)));
        } catch (Refusal e) {
            return new Read.Refused(e.commandStatus, e.code, String.valueOf(e.getMessage()));
        }
    }

    /**
     * {@return when what comes with a replace_sm is to be delivered; {@link Instant#MIN}: as
     * before}
     *
     * @throws Refusal if it asks for what is not offered, whatever it is to replace
     */
    Instant check(ReplaceSm pdu) throws Refusal {
        SubmitFields.reportRequest(pdu.getRegisteredDelivery());
        return fields.schedule(
                pdu.getScheduleDeliveryTime(), fields.validity(pdu.getValidityPeriod()));
    }

    /**
     * {@return what a replace_sm puts in the place of {@code parts}; nothing if there is nothing
     * whole to replace} Alphabet and header stay what they were: the PDU does not say them.
     *
     * @param parts of one submission, at least one
     */
    List<ShortMessage> replacement(
            SmscSettings.Account account, List<ShortMessage> parts, ReplaceSm pdu) throws Refusal {
        ShortMessage last = parts.getLast();
        SmppParameters said = last.smppParameters();
        boolean header = (said.esmClass() & DeliverWriter.UDHI) != 0;
        int total =
                header || said.headerInParameters()
                        ? parts.size()
                        : last.userData().concatenation().map(Concatenation::total).orElse(1);
        if (parts.size() != total
                || (said.headerInParameters() && total > 1)
                || parts.stream()
                        .anyMatch(
                                part ->
                                        !part.destinationAddress()
                                                .equals(last.destinationAddress()))) {
            return List.of();
        }
        byte[] text = pdu.getShortMessage();
        Octets message = text == null ? Octets.EMPTY : Octets.of(text);
        DataCoding.Coded coded = SubmitFields.coded(account, said.dataCoding(), header, message);
        if (said.headerInParameters()) {
            coded = coded.with(last.userData().header());
        }
        List<UserData> others = parts(coded, coded.userData().header().isEmpty());
        if (others.size() > total) {
            throw new Refusal(
                    STAT_ESME_RREPLACEFAIL, "too-long", "takes more parts than what it replaces");
        }
        Duration validity = fields.validity(pdu.getValidityPeriod());
        Instant expiresAt =
                validity.isZero()
                        ? last.expiresAt()
                        : clock.instant().plus(Acceptance.bounded(validity));
        if (!fields.schedule(pdu.getScheduleDeliveryTime(), Duration.ZERO).isBefore(expiresAt)) {
            throw SubmitFields.scheduledPastValidity();
        }
        var replaced = new ArrayList<ShortMessage>(others.size());
        for (int i = 0; i < others.size(); i++) {
            boolean reports = i == others.size() - 1;
            replaced.add(
                    new ShortMessage(
                            parts.get(total - others.size() + i).id(),
                            last.origin(),
                            last.originatingAddress(),
                            last.destinationAddress(),
                            last.protocolIdentifier(),
                            coded.scheme(),
                            others.get(i),
                            reports
                                    ? SubmitFields.reportRequest(pdu.getRegisteredDelivery())
                                    : ReportRequest.NONE,
                            last.acceptedAt(),
                            expiresAt,
                            last.purpose(),
                            last.submittedAs(),
                            said.registered(pdu.getRegisteredDelivery() & 0xFF)));
        }
        return replaced;
    }

    private static Handling.Mode mode(AbstractSmCommand pdu) {
        return switch (pdu.getEsmClass() & MODE) {
            case DATAGRAM -> Handling.Mode.DATAGRAM;
            case TRANSACTION -> Handling.Mode.TRANSACTION;
            default -> Handling.Mode.STORE_AND_FORWARD;
        };
    }

    private Read submissions(
            SmscSettings.Account account,
            AbstractSmCommand pdu,
            Parameters parameters,
            int protocolIdentifier,
            int priority,
            Octets message,
            boolean mayBeLong,
            Duration validity,
            Handling handling)
            throws Refusal {
        int type = pdu.getEsmClass() & MESSAGE_TYPE;
        if (type != 0 && type != DELIVERY_ACKNOWLEDGEMENT && type != MANUAL_ACKNOWLEDGEMENT) {
            throw new Refusal(
                    STAT_ESME_RINVESMCLASS, "esm-class", "no message type that an ESME submits");
        }
        TpAddress source = Addresses.source(account, pdu);
        TpAddress destination =
                Addresses.destination(
                        pdu.getDestAddrTon(), pdu.getDestAddrNpi(), pdu.getDestAddress());
        ReportRequest report = SubmitFields.reportRequest(pdu.getRegisteredDelivery());
        DataCoding.Coded coded =
                SubmitFields.coded(
                        account,
                        pdu.getDataCoding() & 0xFF,
                        (pdu.getEsmClass() & DeliverWriter.UDHI) != 0,
                        message);
        if (!parameters.header().isEmpty()) {
            coded = coded.with(parameters.header());
        }
        boolean isPart = coded.userData().concatenation().isPresent();
        List<UserData> parts = parts(coded, mayBeLong && !isPart);
        return new Read.Asked(
                new Submission(
                        new Origin.Esme(account.systemId()),
                        source,
                        List.of(destination),
                        protocolIdentifier,
                        coded.scheme(),
                        parts,
                        report,
                        validity,
                        new SmppParameters(
                                Objects.requireNonNullElse(pdu.getServiceType(), ""),
                                priority,
                                pdu.getEsmClass() & 0xFF,
                                pdu.getRegisteredDelivery() & 0xFF,
                                pdu.getDataCoding() & 0xFF,
                                !parameters.header().isEmpty(),
                                parameters.others()),
                        handling),
                List.of());
    }

    private List<UserData> parts(DataCoding.Coded coded, boolean mayBeLong) throws Refusal {
        if (coded.userData().fits(coded.scheme())) {
            return List.of(coded.userData());
        }
        if (!mayBeLong && !coded.userData().header().isEmpty()) { // cut already, and badly
            throw new Refusal(STAT_ESME_RINVMSGLEN, "too-long", "does not fit one short message");
        }
        try {
            return Segmentation.of(
                    coded.scheme(),
                    coded.userData().header(),
                    coded.userData().payload(),
                    concatenationReference.incrementAndGet());
        } catch (IllegalArgumentException e) {
            throw new Refusal(STAT_ESME_RINVMSGLEN, "too-long", String.valueOf(e.getMessage()));
        }
    }

    private static Parameters parameters(AbstractSmCommand pdu, Octets tlvs) throws Refusal {
        Parameters parameters = Parameters.of(tlvs, (pdu.getEsmClass() & DeliverWriter.UDHI) != 0);
        if (parameters.others().length() > SmppParameters.MOST_OCTETS) {
            throw new Refusal(
                    STAT_ESME_RINVTLVLEN,
                    "too-long",
                    parameters.others().length() + " octets of TLVs");
        }
        return parameters;
    }
}
