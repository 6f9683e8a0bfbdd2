// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RINVCMDLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVTLVSTREAM;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;

import org.heliograph.pdu.Octets;

/**
 * How the body of a PDU is laid out, walked before it is decoded: the decoder trusts that every
 * field is there.
 */
enum PduShape {
    /** §4.1: strings for who, numbers for what. */
    BIND("sss111s"),
    /** §4.4.1. */
    SUBMIT_SM("s11s11s111ss1111m"),
    /** §4.7.1. */
    DATA_SM("s11s11s111"),
    /** §4.5.1. */
    SUBMIT_MULTI("s11sd111ss1111m"),
    /** §4.8.1. */
    QUERY_SM("s11s"),
    /** §4.9.1. */
    CANCEL_SM("ss11s11s"),
    /** §4.10.1. */
    REPLACE_SM("s11sss11m");

    private static final int SME_ADDRESS = 1;

    /**
     * s: string that ends with NUL; 1: one octet; m: an octet that counts octets, and these; d: one
     * that counts destinations, and these.
     */
    private final String mandatory;

    PduShape(String mandatory) {
        this.mandatory = mandatory;
    }

    /**
     * {@return the command_status that says what is wrong with {@code pdu}: ESME_ROK,
     * ESME_RINVCMDLEN for a mandatory part cut short, ESME_RINVOPTPARSTREAM for a TLV cut short}
     */
    int check(Octets pdu) {
        int at = parametersAt(pdu);
        if (at > pdu.length()) {
            return STAT_ESME_RINVCMDLEN;
        }
        while (at < pdu.length()) {
            if (pdu.length() - at < 4) {
                return STAT_ESME_RINVTLVSTREAM;
            }
            at += 4 + (pdu.at(at + 2) << 8 | pdu.at(at + 3));
            if (at > pdu.length()) {
                return STAT_ESME_RINVTLVSTREAM;
            }
        }
        return STAT_ESME_ROK;
    }

    /** {@return where the TLVs begin; past the PDU's end if the mandatory part is cut short} */
    int parametersAt(Octets pdu) {
        int at = Pdu.HEADER_OCTETS;
        for (int i = 0; i < mandatory.length() && at <= pdu.length(); i++) {
            at = after(mandatory.charAt(i), pdu, at);
        }
        return at;
    }

    /** {@return where the field ends; past the PDU's end if it does not} */
    private static int after(char field, Octets pdu, int at) {
        return switch (field) {
            case 's' -> {
                int end = at;
                while (end < pdu.length() && pdu.at(end) != 0) {
                    end++;
                }
                yield end + 1;
            }
            case 'm' -> at < pdu.length() ? at + 1 + pdu.at(at) : at + 1;
            case 'd' -> afterDestinations(pdu, at);
            default -> at + 1;
        };
    }

    /**
     * An address has a flag of 1, type, plan and a string; a list has another flag and a string.
     */
    private static int afterDestinations(Octets pdu, int at) {
        int next = at + 1;
        int count = at < pdu.length() ? pdu.at(at) : 0;
        for (int i = 0; i < count && next < pdu.length(); i++) {
            next = after('s', pdu, pdu.at(next) == SME_ADDRESS ? next + 3 : next + 1);
        }
        return next;
    }
}
