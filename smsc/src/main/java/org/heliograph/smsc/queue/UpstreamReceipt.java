// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.List;
import org.heliograph.smsc.message.MessageState;

/**
 * What another centre tells of a message that we handed over to it.
 *
 * @param upstream its name
 * @param ids what it may have called the message in submit_sm_resp, the likeliest first; at least
 *     one
 * @param addresses that the receipt names: one of them is mostly the message's destination
 * @param state of the message there
 * @param error in its own words; empty: nothing
 */
public record UpstreamReceipt(
        String upstream,
        List<String> ids,
        List<String> addresses,
        MessageState state,
        String error) {

    /** A number shorter than this could be the end of any. */
    private static final int SHORTEST_END = 7;

    public UpstreamReceipt {
        ids = List.copyOf(ids);
        addresses = List.copyOf(addresses);
    }

    /** {@return whether nothing follows} */
    boolean isFinal() {
        return state != MessageState.ENROUTE && state != MessageState.ACCEPTED;
    }

    /** {@return whether it names {@code number}, with its country code or without} */
    boolean names(String number) {
        return addresses.stream()
                .anyMatch(
                        address ->
                                address.equals(number)
                                        || (address.length() >= SHORTEST_END
                                                && number.endsWith(address)));
    }
}
