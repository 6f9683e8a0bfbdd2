// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.HashMap;
import java.util.Map;

/** The standard's words for the octets of a field; for people, the octet counts. */
record TokenNames(Map<Integer, String> names) {
    TokenNames {
        names = Map.copyOf(names);
    }

    /** Names for 128 and on. */
    static TokenNames from128(String... names) {
        Map<Integer, String> byOctet = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            byOctet.put(128 + i, names[i]);
        }
        return new TokenNames(byOctet);
    }

    TokenNames and(int first, String... more) {
        Map<Integer, String> all = new HashMap<>(names);
        for (int i = 0; i < more.length; i++) {
            all.put(first + i, more[i]);
        }
        return new TokenNames(all);
    }

    String print(int octet) {
        String name = names.get(octet);
        return name == null ? Integer.toString(octet) : name;
    }
}
