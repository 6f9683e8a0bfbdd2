// SPDX-License-Identifier: Apache-2.0

/** Taking messages in: M-Send.req (OMA-TS-MMS_ENC 1.3 §6.1). */
@NullMarked
package org.heliograph.mmsc.submit;

import org.jspecify.annotations.NullMarked;
