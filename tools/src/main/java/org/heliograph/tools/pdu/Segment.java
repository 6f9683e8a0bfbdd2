// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;

/**
 * What one short message holds.
 *
 * @param party the other end: TP-OA or TP-DA
 */
record Segment(TpAddress party, DataCodingScheme scheme, UserData userData) {}
