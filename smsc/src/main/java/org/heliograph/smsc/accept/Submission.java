// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Duration;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;

/**
 * A message as an adapter read it, before we take responsibility for it.
 *
 * @param validityPeriod how long to try; zero: as configured
 */
public record Submission(
        Origin origin,
        TpAddress originatingAddress,
        TpAddress destinationAddress,
        int protocolIdentifier,
        DataCodingScheme dataCodingScheme,
        UserData userData,
        ReportRequest reportRequest,
        Duration validityPeriod) {}
