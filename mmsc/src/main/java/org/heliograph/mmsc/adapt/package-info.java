// SPDX-License-Identifier: Apache-2.0

/** Messages made to fit the handset that fetches them; the only home of pictures' libraries. */
@NullMarked
package org.heliograph.mmsc.adapt;

import org.jspecify.annotations.NullMarked;
