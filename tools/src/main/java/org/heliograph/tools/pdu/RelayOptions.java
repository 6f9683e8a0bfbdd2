// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.tools.cli.CommandFailure;
import picocli.CommandLine.Option;

/** The options that wrap a TPDU in RP-DATA. */
final class RelayOptions {
    @Option(names = "--rp", description = "Wraps each TPDU in RP-DATA; needs --sc.")
    private boolean wrap;

    @Option(names = "--sc", paramLabel = "ADDR", description = "The service centre's number.")
    private String serviceCentre = "";

    /**
     * @param reference RP-MR, low eight bits used
     */
    Octets wrapped(Direction direction, int reference, Octets tpdu) throws CommandFailure {
        if (!wrap) {
            return tpdu;
        }
        if (serviceCentre.isEmpty()) {
            throw new CommandFailure("--rp needs --sc ADDR");
        }
        RpAddress address = RpAddress.of(serviceCentre);
        return RpCodec.encode(
                switch (direction) {
                    case TO_MS ->
                            new RpMessage.RpData(
                                    direction, reference & 0xFF, address, RpAddress.NONE, tpdu);
                    case FROM_MS ->
                            new RpMessage.RpData(
                                    direction, reference & 0xFF, RpAddress.NONE, address, tpdu);
                });
    }
}
