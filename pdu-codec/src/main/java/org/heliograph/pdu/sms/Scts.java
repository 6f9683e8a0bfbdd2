// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.time.OffsetDateTime;

/**
 * A time as TP-SCTS carries it: whole seconds, a zone in quarters of an hour (3GPP TS 23.040
 * §9.2.3.11). Two digits of the year: 1990 to 2089.
 */
public record Scts(OffsetDateTime time) {}
