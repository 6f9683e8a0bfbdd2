// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.net.URI;
import java.nio.file.Path;
import org.heliograph.config.Listen;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.wire.Tap;

/**
 * What a handset is made of.
 *
 * @param name what taps call it
 * @param sip the server to register with
 * @param tcp SIP over TCP instead of UDP
 * @param mm1 where to POST MMS PDUs
 * @param serviceCentre number of the SMSC, RP-Destination-Address of what we send
 * @param fetchesAtOnce multimedia messages; otherwise when {@link Handset#fetch} is called
 * @param folder where received photos are saved
 */
public record HandsetSettings(
        String name,
        Msisdn msisdn,
        Listen sip,
        boolean tcp,
        URI mm1,
        String serviceCentre,
        boolean fetchesAtOnce,
        Path folder,
        Tap tap) {}
