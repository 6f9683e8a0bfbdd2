// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/** Information element identifiers (3GPP TS 23.040 §9.2.3.24). */
final class ElementId {
    static final int CONCATENATION_8 = 0x00;
    static final int SPECIAL_MESSAGE_INDICATION = 0x01;
    static final int PORTS_8 = 0x04;
    static final int PORTS_16 = 0x05;
    static final int SERVICE_CENTRE_CONTROL = 0x06;
    static final int SOURCE_INDICATOR = 0x07;
    static final int CONCATENATION_16 = 0x08;
    static final int WIRELESS_CONTROL_MESSAGE = 0x09;
    static final int TEXT_FORMATTING = 0x0A;
    static final int PREDEFINED_SOUND = 0x0B;
    static final int USER_DEFINED_SOUND = 0x0C;
    static final int PREDEFINED_ANIMATION = 0x0D;
    static final int LARGE_ANIMATION = 0x0E;
    static final int SMALL_ANIMATION = 0x0F;
    static final int LARGE_PICTURE = 0x10;
    static final int SMALL_PICTURE = 0x11;
    static final int VARIABLE_PICTURE = 0x12;
    static final int USER_PROMPT = 0x13;
    static final int EXTENDED_OBJECT = 0x14;
    static final int REUSED_OBJECT = 0x15;
    static final int COMPRESSION_CONTROL = 0x16;
    static final int OBJECT_DISTRIBUTION = 0x17;
    static final int STANDARD_DRAWING = 0x18;
    static final int CHARACTER_DRAWING = 0x19;
    static final int OBJECT_DATA_REQUEST = 0x1A;
    static final int EMAIL_HEADER = 0x20;
    static final int HYPERLINK = 0x21;
    static final int REPLY_ADDRESS = 0x22;
    static final int VOICE_MAIL = 0x23;
    static final int SINGLE_SHIFT = 0x24;
    static final int LOCKING_SHIFT = 0x25;

    /** The first of 16. */
    static final int TOOLKIT = 0x70;

    /** The first of 32. */
    static final int SME = 0x80;

    /** The first of 32. */
    static final int SERVICE_CENTRE = 0xC0;

    private ElementId() {}
}
