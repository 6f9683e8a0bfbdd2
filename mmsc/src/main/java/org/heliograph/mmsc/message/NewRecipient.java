// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/** A recipient of a message that is being accepted, and the push that it begins with. */
public record NewRecipient(Recipient recipient, NextPush push) {}
