// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.util.Arrays;
import java.util.Optional;

/** X-Mms-MM-State: what a message of an MMBox is to its owner (OMA-TS-MMS_ENC 1.3 §7.3.33). */
public enum MmState {
    DRAFT(128),
    SENT(129),
    NEW(130),
    RETRIEVED(131),
    FORWARDED(132);

    private final int octet;

    MmState(int octet) {
        this.octet = octet;
    }

    /** {@return what {@code octet} stands for, if the standard says so} */
    public static Optional<MmState> of(int octet) {
        return Arrays.stream(values()).filter(state -> state.octet == octet).findFirst();
    }

    public int octet() {
        return octet;
    }
}
