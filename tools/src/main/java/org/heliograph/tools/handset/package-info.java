// SPDX-License-Identifier: Apache-2.0

/**
 * A simulated handset: a SIP user agent and an MMS client that know nothing of the server but what
 * comes over the wire.
 */
@NullMarked
package org.heliograph.tools.handset;

import org.jspecify.annotations.NullMarked;
