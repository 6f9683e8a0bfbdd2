// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/** Why a message is not brought to one of its recipients: decided when it is accepted. */
public enum Refusal {
    /** It is brought. */
    NONE("", ""),
    EMAIL("email", "e-mail is not served"),
    SHORT_CODE("short-code", "no application has this short code"),
    UNRESOLVED("address-unresolved", "no phone number"),
    NOT_OURS("not-ours", "a number of a network that is not reached"),
    BARRED("barred", "this number may not be sent multimedia messages"),
    POLICY("policy", "not allowed");

    private final String code;
    private final String text;

    Refusal(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** {@return the stable one of the log} */
    public String code() {
        return code;
    }

    /** {@return what the sender may read} */
    public String text() {
        return text;
    }
}
