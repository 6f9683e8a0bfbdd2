// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/** A transfer protocol data unit (3GPP TS 23.040 §9.2.2). */
public sealed interface Tpdu
        permits SmsDeliver,
                SmsDeliverReport,
                SmsSubmit,
                SmsSubmitReport,
                SmsStatusReport,
                SmsCommand {}
