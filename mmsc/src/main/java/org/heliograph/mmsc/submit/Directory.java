// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import org.heliograph.subscribers.Msisdn;

/** Knows who may send and be sent multimedia messages. Answers from memory: it is asked often. */
public interface Directory {
    /** What is known of a number. */
    enum Standing {
        /** A subscriber of ours. */
        SERVED,
        /** A subscriber of ours whose handset knows no MMS. */
        WITHOUT_MMS,
        /** Nobody whom we can reach. */
        NOT_OURS,
        /** Someone who may neither send nor receive. */
        BARRED
    }

    Standing of(Msisdn number);
}
