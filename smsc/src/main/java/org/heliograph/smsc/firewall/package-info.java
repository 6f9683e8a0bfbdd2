// SPDX-License-Identifier: Apache-2.0

/** What is not accepted, though it is well formed: attacks on handsets, names and nerves. */
@NullMarked
package org.heliograph.smsc.firewall;

import org.jspecify.annotations.NullMarked;
