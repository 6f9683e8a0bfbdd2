// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

/** Global tokens (WAP-192-WBXML §7.1) and the two bits of a tag (§5.8.2). */
final class Wbxml {
    static final int SWITCH_PAGE = 0x00;
    static final int END = 0x01;
    static final int ENTITY = 0x02;
    static final int STR_I = 0x03;
    static final int LITERAL = 0x04;
    static final int STR_T = 0x83;
    static final int OPAQUE = 0xc3;

    static final int WITH_ATTRIBUTES = 0x80;
    static final int WITH_CONTENT = 0x40;

    private Wbxml() {}
}
