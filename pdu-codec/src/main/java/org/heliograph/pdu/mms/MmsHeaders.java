// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.List;
import java.util.Optional;

/**
 * The headers of an MMS PDU after X-Mms-Message-Type, in order, repeated ones and unknown ones
 * included. Immutable.
 */
public final class MmsHeaders {
    private MmsHeaders() {}

    public static Builder builder() {
        throw new UnsupportedOperationException();
    }

    /** {@return the value of the first header of this field} */
    public <T> Optional<T> first(MmsField<T> field) {
        throw new UnsupportedOperationException();
    }

    /** {@return all values of this field, in order: To, Cc and Bcc are lists} */
    public <T> List<T> all(MmsField<T> field) {
        throw new UnsupportedOperationException();
    }

    /** {@return the value of a header whose presence the PDU's record has checked} */
    <T> T mandatory(MmsField<T> field) {
        throw new UnsupportedOperationException();
    }

    /** {@return a builder that starts with these headers} */
    public Builder toBuilder() {
        throw new UnsupportedOperationException();
    }

    /** Collects headers in order. */
    public static final class Builder {
        Builder() {}

        public <T> Builder add(MmsField<T> field, T value) {
            throw new UnsupportedOperationException();
        }

        /**
         * Puts the value where the field first stands, or at the end, and takes further values of
         * it away.
         */
        public <T> Builder set(MmsField<T> field, T value) {
            throw new UnsupportedOperationException();
        }

        public Builder remove(MmsField<?> field) {
            throw new UnsupportedOperationException();
        }

        public MmsHeaders build() {
            throw new UnsupportedOperationException();
        }
    }
}
