// SPDX-License-Identifier: Apache-2.0

/**
 * SMS over IP: SIP MESSAGE with {@code application/vnd.3gpp.sms} (3GPP TS 24.341), a registrar for
 * handsets that come straight to us, and the transport and transactions under both (RFC 3261).
 */
@NullMarked
package org.heliograph.smsc.sip;

import org.jspecify.annotations.NullMarked;
