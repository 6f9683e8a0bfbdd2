// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

/**
 * How much waits.
 *
 * @param messages in memory or not, and those that wait for a time of their own
 * @param loaded messages in memory, and those that are expected there
 * @param destinations that something waits for
 */
public record Depth(long messages, int loaded, int destinations) {}
