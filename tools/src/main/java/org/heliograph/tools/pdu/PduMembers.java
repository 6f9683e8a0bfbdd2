// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;

/** PDUs from JSON as {@code pdu decode --json} prints it. */
final class PduMembers {
    /** What stands beside the PDU and says nothing that the PDU does not. */
    private static final List<String> ABOUT = List.of("guessed", "fields", "deviations");

    private PduMembers() {}

    /** A PDU in another, by its name, or by that of the field that holds it. */
    record Inner(String name, Octets octets) {}

    /**
     * {@return the octets of the PDU in an object of {@code kind} and the PDU by its name}
     *
     * @throws JsonException naming the path of what is wrong
     */
    static Octets read(Json json) throws JsonException {
        Members members = Members.of("", json);
        for (String about : ABOUT) {
            members.take(about);
        }
        Optional<String> kind = members.textIfAny("kind");
        if (kind.isPresent() && PduKind.of(kind.get()).isEmpty()) {
            throw members.failure("kind", "unknown: " + kind.get());
        }
        if (members.names().size() != 1) {
            throw members.failure(
                    "", "expected one PDU beside kind, got " + String.join(", ", members.names()));
        }
        String name = members.names().getFirst();
        if (!isPdu(name)) {
            throw members.failure(name, "no such PDU");
        }
        return read(name, members.object(name));
    }

    private static boolean isPdu(String name) {
        return switch (name) {
            case "SMS-DELIVER",
                    "SMS-SUBMIT",
                    "SMS-STATUS-REPORT",
                    "SMS-COMMAND",
                    "SMS-DELIVER-REPORT",
                    "SMS-SUBMIT-REPORT",
                    "RP-DATA",
                    "RP-ACK",
                    "RP-ERROR",
                    "RP-SMMA",
                    "CP-DATA",
                    "CP-ACK",
                    "CP-ERROR",
                    "SI",
                    "SL",
                    "CO",
                    WspView.NAME,
                    ModemView.NAME ->
                    true;
            default -> MmsMembers.isName(name) || SmppCommand.named(name).isPresent();
        };
    }

    /** Where there are octets, they count and nothing else is looked at. */
    static Octets read(String name, Members members) throws JsonException {
        Optional<Octets> octets = members.hexIfAny(View.OCTETS);
        if (octets.isPresent()) {
            return octets.get();
        }
        return switch (name) {
            case "SMS-DELIVER",
                    "SMS-SUBMIT",
                    "SMS-STATUS-REPORT",
                    "SMS-COMMAND",
                    "SMS-DELIVER-REPORT",
                    "SMS-SUBMIT-REPORT" ->
                    TpduMembers.read(name, members);
            case "RP-DATA", "RP-ACK", "RP-ERROR", "RP-SMMA" -> RelayMembers.rp(name, members);
            case "CP-DATA", "CP-ACK", "CP-ERROR" -> RelayMembers.cp(name, members);
            case "SI", "SL", "CO" -> ContentMembers.read(name, members);
            case WspView.NAME -> WspMembers.read(members);
            case ModemView.NAME -> ModemView.read(members);
            default ->
                    MmsMembers.isName(name)
                            ? MmsMembers.read(name, members)
                            : SmppMembers.read(name, members);
        };
    }

    /** {@return the PDU among the members, or the octets called {@code raw}} */
    static Optional<Inner> inner(Members members, String raw) throws JsonException {
        if (members.has(raw)) {
            return Optional.of(new Inner(raw, members.hex(raw)));
        }
        for (String name : members.names()) {
            if (isPdu(name)) {
                return Optional.of(new Inner(name, read(name, members.object(name))));
            }
        }
        return Optional.empty();
    }

    /** {@return the media type under which a push carries a PDU of this name} */
    static Optional<String> mediaType(String name) {
        return switch (name) {
            case "SI" -> Optional.of("application/vnd.wap.sic");
            case "SL" -> Optional.of("application/vnd.wap.slc");
            case "CO" -> Optional.of("application/vnd.wap.coc");
            default ->
                    MmsMembers.isName(name) ? Optional.of(MmsCodec.MEDIA_TYPE) : Optional.empty();
        };
    }
}
