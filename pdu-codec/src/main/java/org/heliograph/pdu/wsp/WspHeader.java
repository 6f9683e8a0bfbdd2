// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

/**
 * A WSP header other than the content type, in text form (WAP-230-WSP §8.4).
 *
 * @param name as registered, such as {@code Content-ID}, {@code Content-Location}, {@code
 *     X-Wap-Application-Id}
 */
public record WspHeader(String name, String value) {}
