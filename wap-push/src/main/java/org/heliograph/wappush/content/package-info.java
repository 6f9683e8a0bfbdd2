// SPDX-License-Identifier: Apache-2.0

/**
 * What a push tells a handset other than a multimedia message: service indication (WAP-167),
 * service loading (WAP-168) and cache operation (WAP-175), as WBXML (WAP-192) and as text.
 */
@NullMarked
package org.heliograph.wappush.content;

import org.jspecify.annotations.NullMarked;
