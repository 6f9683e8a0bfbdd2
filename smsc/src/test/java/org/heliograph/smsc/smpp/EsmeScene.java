// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.bean.BindType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A centre, and an ESME that is bound to it as a transceiver. */
abstract class EsmeScene {
    static final String HANDSET = "447700900123";

    final MemoryMessageStore store = new MemoryMessageStore();
    TestCentre centre;
    EsmePeer esme;

    @BeforeEach
    void start() throws Exception {
        centre = open();
        esme = new EsmePeer(centre);
        esme.bind(BindType.BIND_TRX);
    }

    /** {@return the centre of this test, on its store} */
    TestCentre open() throws Exception {
        return new TestCentre(store);
    }

    @AfterEach
    void stop() throws Exception {
        esme.close();
        centre.close();
    }
}
