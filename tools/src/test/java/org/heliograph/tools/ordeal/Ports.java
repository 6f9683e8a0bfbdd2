// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that are the same after a restart, so that handsets find the server again. */
record Ports(int smpp, int sip, int mm1) {
    /** Below those that the system gives to outgoing connections. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    static Ports free() {
        return new Ports(one(), one(), one());
    }

    /** Of both centres in one process. */
    List<String> settings() {
        return List.of(
                "smsc.smpp.listen=127.0.0.1:" + smpp,
                "smsc.sip.listen=127.0.0.1:" + sip,
                "mmsc.mm1.listen=127.0.0.1:" + mm1,
                "console.listen=127.0.0.1:0",
                "smsc.retry.congestion.first=200ms",
                "smsc.retry.congestion.longest=1s",
                "smsc.retry.temporary.first=200ms",
                "smsc.retry.temporary.longest=1s",
                "smsc.retry.absent.first=200ms",
                "smsc.retry.absent.longest=1s",
                "mmsc.smpp.reconnect=200ms");
    }

    private static int one() {
        return ThreadLocalRandom.current()
                .ints(LOWEST, HIGHEST)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                DatagramSocket udp = new DatagramSocket(port, loopback)) {
            return tcp.getLocalPort() == udp.getLocalPort();
        } catch (IOException e) {
            return false;
        }
    }
}
