// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

/**
 * A WSP header other than the content type, in text form (WAP-230-WSP §8.4).
 *
 * @param name as registered, such as {@code Content-ID}, {@code Content-Location}, {@code
 *     X-Wap-Application-Id}; a number without a name reads {@code 0x5f}, and {@code 2:0x5f} on
 *     header code page 2
 * @param value text; octets that have no text form read {@code 0x} and hexadecimal digits. Octets
 *     given so that do have one become their text
 */
public record WspHeader(String name, String value) {
    public WspHeader {
        name = WspHeaders.canonicalName(WspWriter.requireText(name));
        if (name.isEmpty() || name.charAt(0) < ' ' || name.charAt(0) >= 0x7f) {
            throw new IllegalArgumentException("not a header name");
        }
        value = WspHeaders.canonicalValue(name, WspWriter.requireText(value));
    }
}
