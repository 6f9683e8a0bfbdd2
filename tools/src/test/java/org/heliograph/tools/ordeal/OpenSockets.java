// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux says about the sockets of a process (proc_pid_net(5)). */
final class OpenSockets {
    /** State of a TCP socket that listens; a UDP socket has 07 unless it is connected. */
    private static final Set<String> OPEN = Set.of("0A", "07");

    private OpenSockets() {}

    /** {@return each as {@code tcp 127.0.0.1:80}} */
    static List<String> of(long pid) throws IOException {
        Set<String> inodes = inodes(pid);
        List<String> open = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] fields = line.strip().split(" +", -1);
                if (OPEN.contains(fields[3]) && inodes.contains(fields[9])) {
                    open.add(table.substring(0, 3) + " " + address(fields[1]));
                }
            }
        }
        return open;
    }

    private static Set<String> inodes(long pid) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors
                    .map(OpenSockets::target)
                    .filter(t -> t.startsWith("socket:["))
                    .map(t -> t.substring("socket:[".length(), t.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** Words of 32 bits in the machine's order, a colon, the port; IPv6 includes mapped IPv4. */
    private static String address(String field) throws IOException {
        String[] parts = field.split(":", 2);
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
        ByteBuffer octets = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            octets.putInt(words.getInt());
        }
        return InetAddress.getByAddress(octets.array()).getHostAddress()
                + ":"
                + Integer.parseInt(parts[1], 16);
    }
}
