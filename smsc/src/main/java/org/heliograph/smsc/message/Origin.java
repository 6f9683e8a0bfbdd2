// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

import org.heliograph.subscribers.Msisdn;

/** Who gave us a message, and so who is told what became of it. */
public sealed interface Origin {
    /** {@return who it is, as logs show it} */
    default String masked() {
        return switch (this) {
            case Esme(var systemId) -> "esme:" + systemId;
            case Subscriber(var msisdn, _) -> "ims:" + msisdn.masked();
            case Upstream(var name) -> "upstream:" + name;
            case ServiceCentre() -> "sc";
        };
    }

    /** An ESME, by the system_id of its account. */
    record Esme(String systemId) implements Origin {}

    /**
     * A subscriber's handset.
     *
     * @param messageReference TP-MR of its SMS-SUBMIT
     */
    record Subscriber(Msisdn msisdn, int messageReference) implements Origin {}

    /** Another message centre to which we bind, by its name in the settings. */
    record Upstream(String name) implements Origin {}

    /** Ourselves: a receipt or a status report. */
    record ServiceCentre() implements Origin {}
}
