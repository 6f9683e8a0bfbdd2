// SPDX-License-Identifier: Apache-2.0

/** Telling recipients that a message waits: M-Notification.ind (OMA-TS-MMS_ENC 1.3 §6.2). */
@NullMarked
package org.heliograph.mmsc.notify;

import org.jspecify.annotations.NullMarked;
