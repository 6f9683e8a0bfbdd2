// SPDX-License-Identifier: Apache-2.0

/**
 * A lean pipelining SMPP 3.4 client, made to load a message centre and not the machine beside it:
 * PDUs are written into one buffer from templates and read where they lie, without an object for
 * each.
 */
@NullMarked
package org.heliograph.tools.load.smpp;

import org.jspecify.annotations.NullMarked;
