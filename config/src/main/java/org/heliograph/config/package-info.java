// SPDX-License-Identifier: Apache-2.0

/** What the operator decides: YAML to typed records, and the handles that follow from them. */
@NullMarked
package org.heliograph.config;

import org.jspecify.annotations.NullMarked;
