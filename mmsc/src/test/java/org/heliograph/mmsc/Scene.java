// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.ResponseStatus;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A centre between user agents and an SMSC, and what these see of it. */
abstract class Scene {
    static final String A = "447700900001";
    static final String B = "447700900002";
    static final String C = "447700900003";

    @TempDir Path data;
    final TestClock clock = new TestClock();
    TestSmsc smsc;
    Centre centre;

    @BeforeEach
    void start() throws Exception {
        smsc = new TestSmsc(0);
        centre = open();
    }

    /** {@return the centre of this test, on its data} */
    Centre open() throws Exception {
        return new Centre(data, smsc.port(), clock);
    }

    @AfterEach
    void stop() throws Exception {
        centre.close();
        smsc.close();
    }

    <T extends MmsPdu> T asked(Class<T> type, String by, MmsPdu request) throws Exception {
        return assertInstanceOf(type, Centre.pdu(centre.post(by, request)));
    }

    /** {@return the Message-ID of what A sends and the centre takes} */
    String sent(MmsHeaders.Builder headers) throws Exception {
        return sent(Messages.send(headers));
    }

    String sent(MmsPdu message) throws Exception {
        MSendConf conf = asked(MSendConf.class, A, message);
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        return conf.messageId().orElseThrow();
    }

    /** {@return the next push, which is of this type and goes there} */
    <T extends MmsPdu> T pushed(Class<T> type, String to) throws Exception {
        SubmitSm push = smsc.nextSubmit();
        assertEquals(to, push.getDestAddress());
        return assertInstanceOf(type, TestSmsc.pdu(push));
    }

    MNotificationInd notified(String to) throws Exception {
        return pushed(MNotificationInd.class, to);
    }

    MRetrieveConf fetched(String by, String location) throws Exception {
        return assertInstanceOf(MRetrieveConf.class, Centre.pdu(centre.get(by, location)));
    }
}
