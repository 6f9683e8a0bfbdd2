// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import org.heliograph.pdu.Octets;

/** TP-VP, how long the SC is to try (3GPP TS 23.040 §9.2.3.12). */
public sealed interface ValidityPeriod {
    /** TP-VPF 00: no TP-VP; the SC decides. */
    record None() implements ValidityPeriod {}

    /**
     * TP-VPF 10.
     *
     * @param octet 0 to 255, counted as §9.2.3.12.1 says
     */
    record Relative(int octet) implements ValidityPeriod {}

    /** TP-VPF 11. */
    record Absolute(Scts until) implements ValidityPeriod {}

    /** TP-VPF 01: seven octets (§9.2.3.12.3). */
    record Enhanced(Octets octets) implements ValidityPeriod {}
}
