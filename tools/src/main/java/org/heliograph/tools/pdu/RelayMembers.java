// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.cp.CpCodec;
import org.heliograph.pdu.cp.CpMessage;
import org.heliograph.pdu.cp.CpMessage.TransactionIdentifier;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;

/**
 * RP and CP messages from members, the inverse of {@link RpView} and {@link CpView}. What may be
 * left away: references and TI (0), empty addresses, user data, and RP-MTI where the TPDU inside
 * tells the direction.
 */
final class RelayMembers {
    private RelayMembers() {}

    static Octets rp(String name, Members members) throws JsonException {
        int reference = members.octet("RP-MR", 0);
        Optional<Long> type =
                members.has("RP-MTI")
                        ? Optional.of(members.number("RP-MTI", 0, 7))
                        : Optional.empty();
        boolean error = name.equals("RP-ERROR");
        int cause = error ? (int) members.number("RP-Cause", 0, 127) : 0;
        Octets diagnostic =
                error ? members.hexIfAny("diagnostic").orElse(Octets.EMPTY) : Octets.EMPTY;
        boolean data = name.equals("RP-DATA");
        RpAddress originator = data ? AddressView.rpAddress(members, "RP-OA") : RpAddress.NONE;
        RpAddress destination = data ? AddressView.rpAddress(members, "RP-DA") : RpAddress.NONE;
        Optional<PduMembers.Inner> inner =
                name.equals("RP-SMMA")
                        ? Optional.empty()
                        : PduMembers.inner(members, RpView.USER_DATA);
        Direction direction =
                type.map(t -> (t & 1) == 0 ? Direction.FROM_MS : Direction.TO_MS)
                        .or(() -> inner.flatMap(each -> direction(each.name())))
                        .orElseThrow(() -> members.failure("RP-MTI", "missing"));
        Octets userData = inner.map(PduMembers.Inner::octets).orElse(Octets.EMPTY);
        members.end();
        RpMessage message =
                members.checked(
                        "",
                        () ->
                                switch (name) {
                                    case "RP-DATA" ->
                                            new RpMessage.RpData(
                                                    direction,
                                                    reference,
                                                    originator,
                                                    destination,
                                                    userData);
                                    case "RP-ACK" ->
                                            new RpMessage.RpAck(direction, reference, userData);
                                    case "RP-ERROR" ->
                                            new RpMessage.RpError(
                                                    direction,
                                                    reference,
                                                    cause,
                                                    diagnostic,
                                                    userData);
                                    default -> new RpMessage.RpSmma(reference);
                                });
        Octets octets = RpCodec.encode(message);
        if (type.isPresent() && (octets.at(0) & 7) != type.get()) {
            throw members.failure("RP-MTI", type.get() + ", but this is an " + name);
        }
        return octets;
    }

    /** {@return the way in which a TPDU of this name goes, if it is one} */
    private static Optional<Direction> direction(String name) {
        return switch (name) {
            case "SMS-DELIVER", "SMS-SUBMIT-REPORT", "SMS-STATUS-REPORT" ->
                    Optional.of(Direction.TO_MS);
            case "SMS-SUBMIT", "SMS-DELIVER-REPORT", "SMS-COMMAND" ->
                    Optional.of(Direction.FROM_MS);
            default -> Optional.empty();
        };
    }

    static Octets cp(String name, Members members) throws JsonException {
        int value = (int) members.number("TI", 0, 6, 0);
        var ti = new TransactionIdentifier(value, members.flag("TI flag", false));
        CpMessage message =
                switch (name) {
                    case "CP-DATA" -> {
                        Octets userData =
                                PduMembers.inner(members, CpView.USER_DATA)
                                        .map(PduMembers.Inner::octets)
                                        .orElse(Octets.EMPTY);
                        yield members.checked("", () -> new CpMessage.CpData(ti, userData));
                    }
                    case "CP-ACK" -> new CpMessage.CpAck(ti);
                    default -> new CpMessage.CpError(ti, (int) members.number("CP-Cause", 0, 127));
                };
        members.end();
        return CpCodec.encode(message);
    }
}
