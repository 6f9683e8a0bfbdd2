// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDSTADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCADR;

import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.jsmpp.bean.AbstractSmCommand;
import org.jspecify.annotations.Nullable;

/** Addresses as SMPP writes them (SMPP 3.4 §5.2.5 to §5.2.9). */
final class Addresses {
    private Addresses() {}

    /** {@return the source address; the account's own where the PDU has none (§4.4.1)} */
    static TpAddress source(SmscSettings.Account account, AbstractSmCommand pdu)
            throws SubmitReader.Refusal {
        String address = pdu.getSourceAddr();
        if (address == null || address.isEmpty()) { // §4.4.1: NULL where the SMSC knows it
            if (account.shortCodes().isEmpty()) {
                throw new SubmitReader.Refusal(
                        STAT_ESME_RINVSRCADR,
                        "source-address",
                        "no source address, and the account has none of its own");
            }
            return new TpAddress(
                    TypeOfNumber.UNKNOWN, NumberingPlan.ISDN, account.shortCodes().getFirst());
        }
        try {
            TpAddress source = of(pdu.getSourceAddrTon(), pdu.getSourceAddrNpi(), address);
            if (!maySend(account, source.value())) {
                throw new SubmitReader.Refusal(
                        STAT_ESME_RINVSRCADR, "source-address", "is not among its addresses");
            }
            return source;
        } catch (IllegalArgumentException e) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVSRCADR, "source-address", String.valueOf(e.getMessage()));
        }
    }

    private static boolean maySend(SmscSettings.Account account, String address) {
        if (account.addresses().isEmpty() || account.shortCodes().contains(address)) {
            return true;
        }
        for (String one : account.addresses()) {
            String allowed = one.startsWith("+") ? one.substring(1) : one;
            if (allowed.endsWith("*")
                    ? address.startsWith(allowed.substring(0, allowed.length() - 1))
                    : address.equals(allowed)) {
                return true;
            }
        }
        return false;
    }

    static TpAddress destination(byte ton, byte npi, @Nullable String address)
            throws SubmitReader.Refusal {
        if (address == null || address.isEmpty()) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVDSTADR, "destination-address", "is missing");
        }
        try {
            return of(ton, npi, address);
        } catch (IllegalArgumentException e) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVDSTADR, "destination-address", String.valueOf(e.getMessage()));
        }
    }

    /**
     * @throws IllegalArgumentException if it is none
     */
    static TpAddress of(byte ton, byte npi, String address) {
        TypeOfNumber type =
                switch (ton) {
                    case 0 -> TypeOfNumber.UNKNOWN;
                    case 1 -> TypeOfNumber.INTERNATIONAL;
                    case 2 -> TypeOfNumber.NATIONAL;
                    case 3 -> TypeOfNumber.NETWORK_SPECIFIC;
                    case 4 -> TypeOfNumber.SUBSCRIBER;
                    case 5 -> TypeOfNumber.ALPHANUMERIC;
                    case 6 -> TypeOfNumber.ABBREVIATED;
                    default -> throw new IllegalArgumentException("type of number " + ton);
                };
        if (type == TypeOfNumber.ALPHANUMERIC) {
            return TpAddress.alphanumeric(address);
        }
        if (npi < 0 || npi > 15) {
            throw new IllegalArgumentException("numbering plan " + npi);
        }
        // many ESMEs write the plus sign, which the type of number says already
        boolean plus = address.startsWith("+");
        return new TpAddress(
                plus ? TypeOfNumber.INTERNATIONAL : type,
                new NumberingPlan(npi),
                plus ? address.substring(1) : address);
    }
}
