// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import picocli.CommandLine.Command;

/** Groups the commands that read and write PDUs. */
@Command(
        name = "pdu",
        description = "Reads and writes the PDUs of SMS and MMS.",
        subcommands = {
            DecodeCommand.class,
            EncodeCommand.class,
            DiffCommand.class,
            ExplainCommand.class
        })
public final class PduCommand {}
