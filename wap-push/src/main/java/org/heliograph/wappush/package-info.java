// SPDX-License-Identifier: Apache-2.0

/**
 * What a WAP push carries: WSP Push PDUs, ports, MMS notifications (WAP-235-PushOTA, WAP-230-WSP
 * §8.2.4.1), and the contents of {@link org.heliograph.wappush.content}.
 */
@NullMarked
package org.heliograph.wappush;

import org.jspecify.annotations.NullMarked;
