// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.Numbering;
import org.heliograph.mmsc.message.Refusal;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;

/**
 * Whom a message is for: its To, Cc and Bcc together. It is accepted if somebody can be reached
 * (OMA-TS-MMS_ENC 1.3 §7.3.48: sending-address-unresolved where none of the addresses can be);
 * about the others its sender gets delivery reports.
 */
final class Addressees {
    private static final List<MmsField<EncodedString>> FIELDS =
            List.of(MmsField.TO, MmsField.CC, MmsField.BCC);

    /** The most of an address that a Response-Text repeats. */
    private static final int SHOWN = 40;

    /** The most addresses that a Response-Text names. */
    private static final int NAMED = 5;

    private final Numbering numbering;
    private final Directory directory;
    private final int max;

    /**
     * @param max most addresses of a message, repeated ones counted
     */
    Addressees(Numbering numbering, Directory directory, int max) {
        this.numbering = numbering;
        this.directory = directory;
        this.max = max;
    }

    sealed interface Result {
        /**
         * @param addresses each once, in the order of the headers, with the reason why it is not
         *     served; one at least is
         * @param text names those that are not, for the sender; empty if all are
         */
        record Resolved(Map<Address, Refusal> addresses, String text) implements Result {}

        record None(Refused refused) implements Result {}
    }

    Result of(MmsHeaders headers) {
        List<EncodedString> written =
                FIELDS.stream().flatMap(field -> headers.all(field).stream()).toList();
        if (FIELDS.stream().anyMatch(headers::lacks)) {
            String reason = "an address that cannot be read";
            return unresolved("address-unresolved", reason, reason);
        }
        if (written.isEmpty()) {
            return unresolved("no-recipient", "no recipient", "no recipient");
        }
        if (written.size() > max) {
            String reason = written.size() + " recipients, at most " + max;
            return new Result.None(
                    new Refused(
                            ResponseStatus.ERROR_PERMANENT_FAILURE,
                            "too-many-recipients",
                            reason,
                            reason));
        }
        Map<Address, Refusal> addresses = new LinkedHashMap<>();
        written.forEach(
                one ->
                        addresses.computeIfAbsent(
                                numbering.read(one.text()), address -> refusal(address)));
        String text = text(addresses);
        return addresses.containsValue(Refusal.NONE)
                ? new Result.Resolved(addresses, text)
                : unresolved("address-unresolved", codes(addresses), text);
    }

    private Refusal refusal(Address address) {
        return switch (address) {
            case Address.Phone(Msisdn msisdn) ->
                    switch (directory.of(msisdn)) {
                        case SERVED, WITHOUT_MMS -> Refusal.NONE;
                        case NOT_OURS -> Refusal.NOT_OURS;
                        case BARRED -> Refusal.BARRED;
                    };
            case Address.ShortCode _ -> Refusal.SHORT_CODE;
            case Address.Email _ -> Refusal.EMAIL;
            case Address.Unresolved _ -> Refusal.UNRESOLVED;
        };
    }

    private static String codes(Map<Address, Refusal> addresses) {
        return addresses.values().stream()
                .map(Refusal::code)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String text(Map<Address, Refusal> addresses) {
        List<String> refused =
                addresses.entrySet().stream()
                        .filter(one -> one.getValue() != Refusal.NONE)
                        .map(one -> shown(one.getKey()) + ": " + one.getValue().text())
                        .toList();
        String text = refused.stream().limit(NAMED).collect(Collectors.joining("; "));
        return refused.size() > NAMED ? text + "; and others" : text;
    }

    private static String shown(Address address) {
        String text =
                switch (address) {
                    case Address.Phone(Msisdn msisdn) -> msisdn.toString();
                    case Address.ShortCode(String digits) -> digits;
                    case Address.Email _, Address.Unresolved _ ->
                            address.text().replaceAll("\\p{Cntrl}", "?");
                };
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static Result unresolved(String code, String reason, String text) {
        return new Result.None(
                new Refused(
                        ResponseStatus.ERROR_PERMANENT_SENDING_ADDRESS_UNRESOLVED,
                        code,
                        reason,
                        text));
    }
}
