// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import org.heliograph.smsc.route.Route;

/** The one node of a store, which carries everything. */
public final class NodeAlone implements Claims {
    @Override
    public void start(Carrier carrier) {}

    @Override
    public boolean valid() {
        return true;
    }

    @Override
    public boolean carries(Route.Destination destination) {
        return true;
    }

    @Override
    public void shown(Route.Destination destination) {}

    @Override
    public void alerted(Route.Destination destination) {}

    @Override
    public void close() {}
}
