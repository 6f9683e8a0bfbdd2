// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes on what is written to it at the latest after {@link #DELAY}, in as few writes as that
 * allows. Loses nothing: whoever finds no room waits until the other side has taken what is there.
 */
final class GatheredLines extends OutputStream {
    /** What a process that is killed has not written yet. */
    static final Duration DELAY = Duration.ofMillis(10);

    private static final int OCTETS = 1 << 16;

    private final OutputStream to;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final byte[] gathered = new byte[OCTETS];
    private int length;
    private boolean writing;
    private volatile boolean ended;

    GatheredLines(OutputStream to) {
        this.to = to;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        lock.lock();
        try {
            if (count > OCTETS - length) {
                writeOut();
            }
            if (ended || count > OCTETS) {
                to.write(octets, offset, count);
                to.flush();
                return;
            }
            System.arraycopy(octets, offset, gathered, length, count);
            length += count;
            if (!writing) { // commands that say nothing have no thread for it
                writing = true;
                Thread.ofPlatform().daemon().name("log").start(this::writeInTime);
            } else if (length == count) {
                something.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() throws IOException {
        lock.lock();
        try {
            writeOut();
        } finally {
            lock.unlock();
        }
    }

    private void writeOut() throws IOException {
        int count = length;
        length = 0; // what cannot be written is not tried again: nobody would read it
        if (count > 0) {
            to.write(gathered, 0, count);
            to.flush();
        }
    }

    /** Passes on what is there, and from now on everything at once. */
    void end() throws IOException {
        lock.lock();
        try {
            ended = true;
            writeOut();
        } finally {
            lock.unlock();
        }
    }

    private void writeInTime() {
        try {
            while (true) {
                awaitSomething();
                LockSupport.parkNanos(DELAY.toNanos());
                flush();
            }
        } catch (IOException e) {
            ended = true; // whoever writes next is told
        }
    }

    private void awaitSomething() {
        lock.lock();
        try {
            while (length == 0) {
                something.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
