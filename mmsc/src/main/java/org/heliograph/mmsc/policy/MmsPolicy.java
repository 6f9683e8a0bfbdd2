// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.policy;

import java.util.List;
import org.heliograph.config.script.ScriptForm;

/**
 * What a script about multimedia messages is: it writes those of the first three functions that it
 * has something to say in, with the words that follow.
 */
public interface MmsPolicy {
    /** For those who load scripts. */
    ScriptForm<MmsPolicy> FORM =
            new ScriptForm<>(
                    MmsPolicy.class,
                    Mms.class,
                    List.of(Decision.class, Accept.class, Refuse.class));

    /** Decides whether a message is taken, and as what. */
    default Decision submission(Mms mms) {
        return accept();
    }

    /** Decides whether it goes to {@code mms.recipient}; asked about each who can be reached. */
    default Decision routing(Mms mms) {
        return accept();
    }

    /** Decides whether {@code mms.recipient} is notified now: before each notification. */
    default Decision delivery(Mms mms) {
        return accept();
    }

    /** {@return that it goes on, as it is or with what is said of it} */
    default Accept accept() {
        return Accept.AS_IT_IS;
    }

    /**
     * {@return that it goes no further}
     *
     * @param cause a word for the log: 1 to 40 letters, digits, dots and dashes
     */
    default Refuse refuse(String cause) {
        return new Refuse(cause);
    }

    /** {@return that recipients hear of it after a time such as 30m or 8h} */
    default Accept delayFor(String time) {
        return accept().delayFor(time);
    }

    /** {@return that recipients hear of it when it is, the next time, as late as 07:30} */
    default Accept delayUntil(String clock) {
        return accept().delayUntil(clock);
    }
}
