// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/** What an MMBox may hold. */
public record MmboxQuota(long messages, long octets) {}
