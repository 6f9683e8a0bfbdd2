// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;

/**
 * The SIP stack's record of whole messages, which we do not keep: they hold the users' texts.
 * Public because the stack makes it by name; without it the stack asks for log4j.
 */
public final class SipMessageLog implements ServerLogger {
    @Override
    public void closeLogFile() {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {}

    @Override
    public void logMessage(
            SIPMessage message, String from, String to, String status, boolean sender, long time) {}

    @Override
    public void logMessage(
            SIPMessage message, String from, String to, String status, boolean sender) {}

    @Override
    public void logException(Exception problem) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public void setSipStack(SipStack stack) {}
}
