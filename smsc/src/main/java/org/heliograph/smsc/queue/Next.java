// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

/** What the thread of a lane is to do. */
sealed interface Next {
    record Carry(Job job) implements Next {}

    /** Ask again once what is under way has been told of. */
    record Await() implements Next {}

    record End() implements Next {}
}
