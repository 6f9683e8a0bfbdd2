// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.List;

/**
 * Section {@code smsc}.
 *
 * @param enabled whether this process runs the SMSC
 * @param serviceCentreAddress our E.164 number with a plus sign: RP-Originator-Address of what we
 *     deliver
 * @param validityPeriod how long a message is tried when its sender does not say
 * @param activeMessages how many messages may be held in memory; the rest waits in the store
 */
public record SmscSettings(
        boolean enabled,
        String serviceCentreAddress,
        Duration validityPeriod,
        int activeMessages,
        Retry retry,
        Smpp smpp,
        Sip sip) {

    /**
     * Section {@code smsc.retry}: waits between attempts after a temporary failure, growing from
     * first to last.
     *
     * @param first before the second attempt
     * @param last never longer than this
     */
    public record Retry(Duration first, Duration last) {}

    /**
     * Section {@code smsc.smpp}: the SMPP server.
     *
     * @param listen where ESMEs bind
     * @param maxPduOctets longest PDU read, in octets
     * @param responseTimeout how long an answer of an ESME is waited for
     * @param enquireLinkInterval silence after which we ask whether the ESME is still there
     * @param sessionInitTimeout how long a connection may stay unbound
     * @param maxSessions most connections at a time
     */
    public record Smpp(
            Listen listen,
            int maxPduOctets,
            Duration responseTimeout,
            Duration enquireLinkInterval,
            Duration sessionInitTimeout,
            int maxSessions,
            List<Account> accounts) {

        public Smpp {
            accounts = List.copyOf(accounts);
        }
    }

    /**
     * An entry of {@code smsc.smpp.accounts}: an ESME that may bind.
     *
     * @param passwordFile name of the file in the data directory that holds its password; made with
     *     a random one if missing
     * @param shortCodes the numbers it owns: what is sent there goes to its receiving binds
     */
    public record Account(String systemId, String passwordFile, List<String> shortCodes) {
        public Account {
            shortCodes = List.copyOf(shortCodes);
        }
    }

    /**
     * Section {@code smsc.sip}: SMS over IP.
     *
     * @param listen UDP and TCP alike
     * @param domain host part of our own SIP URIs
     * @param registerFrom networks from which handsets may REGISTER without credentials
     * @param maxRegistrations most registrations kept
     * @param expires longest registration granted
     * @param reportTimeout TR1N: how long RP-ACK or RP-ERROR is waited for (TS 24.011 §10)
     * @param maxMessageOctets longest SIP message read, in octets
     */
    public record Sip(
            Listen listen,
            String domain,
            List<Cidr> registerFrom,
            int maxRegistrations,
            Duration expires,
            Duration reportTimeout,
            int maxMessageOctets) {

        public Sip {
            registerFrom = List.copyOf(registerFrom);
        }
    }
}
