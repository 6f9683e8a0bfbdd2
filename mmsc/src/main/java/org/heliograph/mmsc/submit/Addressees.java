// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heliograph.mmsc.message.PlmnAddress;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;

/** Whom a message is for: its To, Cc and Bcc together, or why not. */
sealed interface Addressees {
    List<MmsField<EncodedString>> FIELDS = List.of(MmsField.TO, MmsField.CC, MmsField.BCC);

    /** The most of an address that a Response-Text repeats. */
    int SHOWN = 40;

    /** Each subscriber once, in the order of the headers. */
    record Resolved(Set<Msisdn> msisdns) implements Addressees {}

    /**
     * The message goes to nobody, lest it silently miss somebody.
     *
     * @param code stable, for the log
     * @param reason for the log
     * @param text for the sender, addresses spelled out
     */
    record Refused(ResponseStatus status, String code, String reason, String text)
            implements Addressees {}

    /**
     * @param max most addresses, repeated ones counted
     */
    static Addressees of(MmsHeaders headers, int max) {
        List<String> addresses =
                FIELDS.stream()
                        .flatMap(field -> headers.all(field).stream())
                        .map(EncodedString::text)
                        .toList();
        if (FIELDS.stream().anyMatch(headers::lacks)) {
            String reason = "an address that cannot be read";
            return refused("address-unresolved", reason, reason);
        }
        if (addresses.isEmpty()) {
            return refused("no-recipient", "no recipient", "no recipient");
        }
        if (addresses.size() > max) {
            String reason = addresses.size() + " recipients, at most " + max;
            return new Refused(
                    ResponseStatus.ERROR_PERMANENT_FAILURE, "too-many-recipients", reason, reason);
        }
        Set<Msisdn> msisdns = new LinkedHashSet<>();
        for (String address : addresses) {
            switch (PlmnAddress.parse(address)) {
                case PlmnAddress.Parsed.Subscriber(Msisdn msisdn) -> msisdns.add(msisdn);
                case PlmnAddress.Parsed.Unresolved(String reason) -> {
                    return refused("address-unresolved", reason, shown(address) + ": " + reason);
                }
            }
        }
        return new Resolved(msisdns);
    }

    private static Refused refused(String code, String reason, String text) {
        return new Refused(
                ResponseStatus.ERROR_PERMANENT_SENDING_ADDRESS_UNRESOLVED, code, reason, text);
    }

    private static String shown(String address) {
        String printable = address.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "...";
    }
}
