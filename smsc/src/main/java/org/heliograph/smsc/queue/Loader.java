// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.List;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;

/** Reads what waits for a destination. */
interface Loader {
    List<Routed> load(Route.Destination destination, long from, int limit) throws StoreException;
}
