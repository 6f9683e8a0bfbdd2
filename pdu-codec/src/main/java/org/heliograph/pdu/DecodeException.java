// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

/**
 * Malformed input: which field, at which octet, and why. Checked, because a peer sending rubbish is
 * routine and each caller owes it an answer; stackless, because the octets are at fault and not the
 * code.
 */
public final class DecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final int offset;
    private final String reason;

    /** A failure at {@code offset} octets from the start of the PDU, in a field yet to be named. */
    public DecodeException(int offset, String reason) {
        this("", offset, reason);
    }

    private DecodeException(String field, int offset, String reason) {
        super(
                (field.isEmpty() ? "" : field + " ") + "at octet " + offset + ": " + reason,
                null,
                false,
                false);
        this.field = field;
        this.offset = offset;
        this.reason = reason;
    }

    /**
     * {@return this failure seen from the enclosing field: TP-OA inside SMS-DELIVER reads
     * SMS-DELIVER.TP-OA}
     */
    public DecodeException within(String outer) {
        return new DecodeException(field.isEmpty() ? outer : outer + "." + field, offset, reason);
    }

    /**
     * {@return the path of the field, in the standard's names; empty if the PDU as a whole is at
     * fault}
     */
    public String field() {
        return field;
    }

    /** {@return where, in octets from the start of the PDU} */
    public int offset() {
        return offset;
    }

    public String reason() {
        return reason;
    }
}
