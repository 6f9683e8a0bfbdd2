// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps the bodies of messages, once for all recipients. */
public interface ContentStore {
    /**
     * Keeps {@code body} under {@code name}, which is new; durable, power cuts included, on return.
     *
     * @throws IOException if it is not kept: the disk is full, or broken
     */
    void put(Token name, Body body) throws IOException;

    /** {@return an empty place for a PDU that is not to wait in memory} */
    Spool spool() throws IOException;

    /**
     * {@return the body, to be closed by the caller, who may read on while it is removed}
     *
     * <p>Reading fails rather than give other octets than were put.
     */
    Optional<InputStream> open(Token name) throws IOException;

    /** Frees the body; nothing happens if there is none. */
    void remove(Token name) throws IOException;

    /**
     * Removes what {@code inUse} does not know, such as bodies of messages that a crash kept from
     * being accepted. Not to be called while messages are taken in.
     *
     * @return how many were removed
     */
    int sweep(Predicate<Token> inUse) throws IOException;
}
