// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import org.heliograph.smsc.message.ShortMessage;

/** A message and where it goes, decided once, when it was accepted. */
public record Routed(Route.Destination destination, ShortMessage message) {}
