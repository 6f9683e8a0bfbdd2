// SPDX-License-Identifier: Apache-2.0

/** What all commands share: how they read octets and how they fail. */
@NullMarked
package org.heliograph.tools.cli;

import org.jspecify.annotations.NullMarked;
