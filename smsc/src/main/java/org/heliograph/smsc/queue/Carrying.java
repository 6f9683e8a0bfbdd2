// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.route.Route;

/** Has lanes come and go as this node gains and loses destinations. */
final class Carrying implements Claims.Carrier {
    private final Lanes lanes;
    private final Runnable startLanes;
    private final Function<Route.Destination, DeliveryChannel> channelOf;
    private final Consumer<Route.Destination> alert;

    Carrying(
            Lanes lanes,
            Runnable startLanes,
            Function<Route.Destination, DeliveryChannel> channelOf,
            Consumer<Route.Destination> alert) {
        this.lanes = lanes;
        this.startLanes = startLanes;
        this.channelOf = channelOf;
        this.alert = alert;
    }

    @Override
    public void carry(Route.Destination destination, MessageId first) {
        lanes.recover(Map.of(destination, new MessageStore.Backlog(first, 0)));
        startLanes.run();
    }

    @Override
    public boolean leave(Route.Destination destination) {
        return lanes.leave(destination);
    }

    @Override
    public void leaveAll() {
        lanes.leaveAll();
    }

    @Override
    public boolean waitsFor(Route.Destination destination) {
        return lanes.has(destination);
    }

    @Override
    public boolean reaches(Route.Destination destination) {
        return channelOf.apply(destination).reaches(destination);
    }

    @Override
    public void alert(Route.Destination destination) {
        alert.accept(destination);
    }
}
