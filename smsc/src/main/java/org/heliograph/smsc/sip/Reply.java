// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.List;

/**
 * What we answer to a request, beside the headers that every response copies (RFC 3261 §8.2.6.2).
 *
 * @param status 200 to 699
 * @param headers whole lines without their end
 */
record Reply(int status, String phrase, List<String> headers) {
    Reply {
        headers = List.copyOf(headers);
    }

    static Reply of(int status, String phrase, String... headers) {
        return new Reply(status, phrase, List.of(headers));
    }
}
