// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.route.Route;

/**
 * Which destinations this node carries, where several nodes share a store: each destination that
 * something waits for is carried by one of them at a time.
 */
public interface Claims extends AutoCloseable {
    /** What a node does as it gains and loses destinations. Never blocks for long. */
    interface Carrier {
        /** From here on carries what waits in the store, from {@code first} on. */
        void carry(Route.Destination destination, MessageId first);

        /**
         * Begins no attempt any more, and lets go of what is in memory as soon as none is under
         * way.
         *
         * @return whether that is so now
         */
        boolean leave(Route.Destination destination);

        /** Begins no attempt any more to anybody, and lets go of all that is in memory. */
        void leaveAll();

        /** {@return whether something waits for it, as far as memory tells} */
        boolean waitsFor(Route.Destination destination);

        /** {@return whether messages can be brought there from here at the moment} */
        boolean reaches(Route.Destination destination);

        /** A destination has shown itself to another node: what waits for it moves at once. */
        void alert(Route.Destination destination);
    }

    /** Begins to gain destinations. */
    void start(Carrier carrier);

    /** {@return whether this node may begin attempts; once it may not, all that it had is lost} */
    boolean valid();

    /** {@return whether this node carries what waits for {@code destination}} */
    boolean carries(Route.Destination destination);

    /** A destination can be reached from here: whatever waits for it should come here. */
    void shown(Route.Destination destination);

    /** A destination has shown itself: another node that carries what waits for it is told. */
    void alerted(Route.Destination destination);

    @Override
    void close();
}
