// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import javax.sip.message.Response;

/** How a SIP request of ours ended. */
sealed interface SipAnswer {
    /** A final response came. */
    record Final(Response response) implements SipAnswer {}

    /** None did. */
    record None(String reason) implements SipAnswer {}

    default boolean isSuccess() {
        return this instanceof Final(Response response) && response.getStatusCode() / 100 == 2;
    }

    /** {@return the status line without the version, or why there is none} */
    default String text() {
        return switch (this) {
            case Final(Response response) ->
                    response.getStatusCode() + " " + response.getReasonPhrase();
            case None(String reason) -> reason;
        };
    }
}
