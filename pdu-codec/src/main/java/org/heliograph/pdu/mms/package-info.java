// SPDX-License-Identifier: Apache-2.0

/** MMS PDUs and their headers (OMA-TS-MMS_ENC 1.3). */
@NullMarked
package org.heliograph.pdu.mms;

import org.jspecify.annotations.NullMarked;
