// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mmbox;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.pdu.mms.MmFlags;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;

/** X-Mms-MM-State and X-Mms-MM-Flags of a request (OMA-TS-MMS_ENC 1.3 §7.3.32, §7.3.33). */
record Marks(MmsHeaders request) {
    /** Of one message. */
    static final int MOST_FLAGS = 10;

    /** Characters. */
    static final int LONGEST_FLAG = 40;

    /** {@return whether all keywords are short, and of one line} */
    boolean areUsable() {
        List<MmFlags> flags = request.all(MmsField.MM_FLAGS);
        return flags.size() <= MOST_FLAGS
                && flags.stream().map(flag -> flag.keyword().text()).allMatch(Marks::isUsable);
    }

    private static boolean isUsable(String keyword) {
        return !keyword.isEmpty()
                && keyword.length() <= LONGEST_FLAG
                && keyword.chars().noneMatch(Character::isISOControl);
    }

    MmState state(MmState before) {
        return request.first(MmsField.MM_STATE).flatMap(MmState::of).orElse(before);
    }

    /** {@return keywords after those that are added and removed, in the order they are named} */
    List<String> flags(List<String> before) {
        SortedSet<String> after = new TreeSet<>(before);
        for (MmFlags flag : request.all(MmsField.MM_FLAGS)) {
            switch (flag.action()) {
                case ADD -> after.add(flag.keyword().text());
                case REMOVE -> after.remove(flag.keyword().text());
                case FILTER -> {
                    // it selects, elsewhere
                }
            }
        }
        return after.stream().limit(MOST_FLAGS).toList();
    }

    /** {@return the message as this request marks it} */
    StoredMessage on(StoredMessage message) {
        return message.marked(state(message.state()), flags(message.flags()));
    }
}
