// SPDX-License-Identifier: Apache-2.0
package org.heliograph.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.Reassembly;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;

/** Parts that come in any order, with headers that contradict each other. */
final class Reassemblies {
    private static final int CAPACITY = 4;

    /** 255 parts of 160 septets. */
    private static final int LONGEST = 255 * 160;

    private Reassemblies() {}

    /** Takes the octets as parts: who sends it, its length, TP-UD. */
    static void check(Octets octets) {
        Reassembly reassembly = new Reassembly(CAPACITY);
        OctetReader in = new OctetReader(octets);
        try {
            while (!in.atEnd()) {
                TpAddress sender = TpAddress.of(Integer.toString(in.octet() & 3));
                Octets part = in.octets(in.octet());
                UserData userData = TpduCodec.userDataOfUnpacked(part, true, Alphabet.EIGHT_BIT);
                Optional<UserData> whole = reassembly.add(sender, userData);
                assertTrue(reassembly.size() <= CAPACITY);
                assertTrue(whole.isEmpty() || whole.get().payload().length() <= LONGEST);
                assertTrue(
                        userData.concatenation().isPresent() || whole.isPresent(),
                        "what is whole is held back");
            }
        } catch (DecodeException e) {
            // no parts any more
        }
    }
}
