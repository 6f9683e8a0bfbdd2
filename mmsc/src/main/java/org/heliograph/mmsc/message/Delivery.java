// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/** A message and one of its recipients. */
public record Delivery(MultimediaMessage message, Recipient recipient) {}
