// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.Optional;
import org.heliograph.config.ClientTls;
import org.heliograph.config.ServerTls;

/**
 * What SIP over TLS is spoken with.
 *
 * @param server for those who connect to us
 * @param client for connections of ours
 */
public record SipTls(Optional<ServerTls> server, Optional<ClientTls> client) {
    /** None. */
    public static final SipTls NONE = new SipTls(Optional.empty(), Optional.empty());
}
