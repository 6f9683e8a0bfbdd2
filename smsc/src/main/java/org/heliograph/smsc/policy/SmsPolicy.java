// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.policy;

import java.util.List;
import org.heliograph.config.script.ScriptForm;

/**
 * What a script about short messages is: it writes those of the first three functions that it has
 * something to say in, with the words that follow.
 */
public interface SmsPolicy {
    /** For those who load scripts. */
    ScriptForm<SmsPolicy> FORM =
            new ScriptForm<>(
                    SmsPolicy.class,
                    Sms.class,
                    List.of(Decision.class, Accept.class, Refuse.class));

    /**
     * Decides whether a message is taken, and as what: after the firewall, before the route. One to
     * several destinations is asked about for each.
     */
    default Decision submission(Sms sms) {
        return accept();
    }

    /** Decides where a message goes; {@code sms.route} is where it would go. */
    default Decision routing(Sms sms) {
        return accept();
    }

    /** Decides whether a message is delivered now: before each attempt. */
    default Decision delivery(Sms sms) {
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

    /** {@return that it goes to somewhere else} {@link Accept#route} says how it is written. */
    default Accept route(String to) {
        return accept().route(to);
    }

    /** {@return that it waits for a time such as 30m or 8h} */
    default Accept delayFor(String time) {
        return accept().delayFor(time);
    }

    /** {@return that it waits until it is, the next time, as late as 07:30} */
    default Accept delayUntil(String clock) {
        return accept().delayUntil(clock);
    }
}
