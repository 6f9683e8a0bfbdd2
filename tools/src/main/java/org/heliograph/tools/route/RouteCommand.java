// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.route;

import picocli.CommandLine.Command;

/** Groups the commands about routes. */
@Command(
        name = "route",
        description = "Tells where messages go.",
        subcommands = RouteExplainCommand.class)
public final class RouteCommand {}
