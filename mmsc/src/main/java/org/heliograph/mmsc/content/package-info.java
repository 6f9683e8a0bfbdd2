// SPDX-License-Identifier: Apache-2.0

/**
 * What messages may hold: media known by their octets, and the classes of service that allow them.
 */
@NullMarked
package org.heliograph.mmsc.content;

import org.jspecify.annotations.NullMarked;
