// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.send;

import picocli.CommandLine.Command;

/** Groups the commands that send messages. */
@Command(
        name = "send",
        description = "Sends a message to a running centre.",
        subcommands = {SendSmsCommand.class, SendMmsCommand.class})
public final class SendCommand {}
