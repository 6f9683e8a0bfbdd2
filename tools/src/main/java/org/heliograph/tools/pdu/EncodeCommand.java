// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import picocli.CommandLine.Command;

/** Groups the commands that write PDUs. */
@Command(
        name = "encode",
        description = "Writes a PDU: one line of hexadecimal for each segment.",
        subcommands = {
            EncodeDeliverCommand.class,
            EncodeSubmitCommand.class,
            EncodeNotificationCommand.class,
            EncodeJsonCommand.class
        })
final class EncodeCommand {}
