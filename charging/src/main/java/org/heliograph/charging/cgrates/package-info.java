// SPDX-License-Identifier: Apache-2.0

/** A CGRateS engine as credit control, by its JSON-RPC over HTTP. */
@NullMarked
package org.heliograph.charging.cgrates;

import org.jspecify.annotations.NullMarked;
