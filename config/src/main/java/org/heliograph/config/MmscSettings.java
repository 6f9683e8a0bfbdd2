// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Section {@code mmsc}.
 *
 * @param enabled whether this process runs the MMSC
 * @param domain host part of Message-IDs
 * @param expiry how long a message is kept when its sender does not say
 * @param maxExpiry longest expiry granted
 */
public record MmscSettings(
        boolean enabled,
        String domain,
        Duration expiry,
        Duration maxExpiry,
        Mm1 mm1,
        Identity identity,
        Smpp smpp) {

    /**
     * Section {@code mmsc.mm1}.
     *
     * @param listen where user agents POST and GET
     * @param publicUrl what content locations start with, without a slash at the end; empty: {@code
     *     http://} and the listen address. Short, so that a notification fits one SMS
     * @param maxBodyOctets longest M-Send.req, in octets
     * @param maxRecipients most addresses of To, Cc and Bcc together
     * @param maxConnections most connections at a time
     * @param idleTimeout silence after which a connection is closed
     */
    public record Mm1(
            Listen listen,
            String publicUrl,
            int maxBodyOctets,
            int maxRecipients,
            int maxConnections,
            Duration idleTimeout) {}

    /**
     * Section {@code mmsc.identity}: who the caller on MM1 is.
     *
     * @param headers names of the headers in which the packet gateway puts the MSISDN; the first
     *     present counts
     * @param trustedProxies addresses from which these headers are believed
     */
    public record Identity(List<String> headers, List<Cidr> trustedProxies) {
        public Identity {
            headers = List.copyOf(headers);
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /**
     * Section {@code mmsc.smpp}: the SMSC that carries our pushes, to which we bind as an ESME.
     *
     * @param smsc where it listens
     * @param passwordFile name of a file in the data directory, or an absolute path
     * @param sourceAddress what pushes come from
     * @param window most unanswered submit_sm
     * @param reconnect wait between attempts to bind
     * @param responseTimeout how long submit_sm_resp is waited for
     */
    public record Smpp(
            Listen smsc,
            String systemId,
            String passwordFile,
            String sourceAddress,
            int window,
            Duration reconnect,
            Duration responseTimeout) {}

    /** {@return what content locations start with, MM1 listening at {@code bound}} */
    public URI contentBase(Listen bound) {
        return URI.create(mm1.publicUrl.isEmpty() ? "http://" + bound : mm1.publicUrl);
    }
}
