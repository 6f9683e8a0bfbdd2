// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Virtual threads that have been started and have not ended. */
final class Threads {
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    Thread start(String name, Runnable work) {
        Thread thread =
                Thread.ofVirtual()
                        .name(name)
                        .unstarted(
                                () -> {
                                    try {
                                        work.run();
                                    } finally {
                                        running.remove(Thread.currentThread());
                                    }
                                });
        running.add(thread);
        thread.start();
        return thread;
    }

    void interrupt() {
        running.forEach(Thread::interrupt);
    }

    /** Waits until all have ended, at most for {@code patience} altogether. */
    void await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (Thread thread : running) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            thread.join(Duration.ofNanos(left));
        }
    }
}
