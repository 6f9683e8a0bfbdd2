// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.accept.Submission;

/** The TLVs that a submission brings along as they came: who gets them further on may heed them. */
final class Tlvs {
    private static final int TAG_AND_LENGTH = 4;

    private Tlvs() {}

    /** {@return the value of the first such TLV} */
    static Optional<Octets> find(Submission submission, int tag) {
        Octets all = submission.smppParameters().parameters();
        int at = 0;
        while (at + TAG_AND_LENGTH <= all.length()) {
            int start = at + TAG_AND_LENGTH;
            int end = start + (all.at(at + 2) << 8 | all.at(at + 3));
            if (end > all.length()) {
                break;
            }
            if ((all.at(at) << 8 | all.at(at + 1)) == tag) {
                return Optional.of(all.slice(start, end));
            }
            at = end;
        }
        return Optional.empty();
    }
}
