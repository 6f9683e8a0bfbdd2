// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.Map;

/** Names of optional parameters (SMPP 3.4 §5.3.2) and of command_status values (§5.1.3). */
final class SmppTlvs {
    static final int MESSAGE_PAYLOAD = 0x0424;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(0x0005, "dest_addr_subunit"),
                    Map.entry(0x0006, "dest_network_type"),
                    Map.entry(0x000D, "source_addr_subunit"),
                    Map.entry(0x0017, "qos_time_to_live"),
                    Map.entry(0x0019, "payload_type"),
                    Map.entry(0x001D, "additional_status_info_text"),
                    Map.entry(0x001E, "receipted_message_id"),
                    Map.entry(0x0030, "ms_msg_wait_facilities"),
                    Map.entry(0x0201, "privacy_indicator"),
                    Map.entry(0x0204, "user_message_reference"),
                    Map.entry(0x0205, "user_response_code"),
                    Map.entry(0x020A, "source_port"),
                    Map.entry(0x020B, "destination_port"),
                    Map.entry(0x020C, "sar_msg_ref_num"),
                    Map.entry(0x020D, "language_indicator"),
                    Map.entry(0x020E, "sar_total_segments"),
                    Map.entry(0x020F, "sar_segment_seqnum"),
                    Map.entry(0x0210, "SC_interface_version"),
                    Map.entry(0x0304, "number_of_messages"),
                    Map.entry(0x0381, "callback_num"),
                    Map.entry(0x0420, "dpf_result"),
                    Map.entry(0x0421, "set_dpf"),
                    Map.entry(0x0422, "ms_availability_status"),
                    Map.entry(0x0423, "network_error_code"),
                    Map.entry(MESSAGE_PAYLOAD, "message_payload"),
                    Map.entry(0x0425, "delivery_failure_reason"),
                    Map.entry(0x0426, "more_messages_to_send"),
                    Map.entry(0x0427, "message_state"),
                    Map.entry(0x0501, "ussd_service_op"),
                    Map.entry(0x130C, "alert_on_message_delivery"),
                    Map.entry(0x1380, "its_reply_type"),
                    Map.entry(0x1383, "its_session_info"));

    private static final Map<Integer, String> STATUSES =
            Map.ofEntries(
                    Map.entry(0x00, "ESME_ROK"),
                    Map.entry(0x01, "ESME_RINVMSGLEN"),
                    Map.entry(0x02, "ESME_RINVCMDLEN"),
                    Map.entry(0x03, "ESME_RINVCMDID"),
                    Map.entry(0x04, "ESME_RINVBNDSTS"),
                    Map.entry(0x05, "ESME_RALYBND"),
                    Map.entry(0x08, "ESME_RSYSERR"),
                    Map.entry(0x0A, "ESME_RINVSRCADR"),
                    Map.entry(0x0B, "ESME_RINVDSTADR"),
                    Map.entry(0x0C, "ESME_RINVMSGID"),
                    Map.entry(0x0D, "ESME_RBINDFAIL"),
                    Map.entry(0x0E, "ESME_RINVPASWD"),
                    Map.entry(0x0F, "ESME_RINVSYSID"),
                    Map.entry(0x14, "ESME_RMSGQFUL"),
                    Map.entry(0x43, "ESME_RINVESMCLASS"),
                    Map.entry(0x45, "ESME_RSUBMITFAIL"),
                    Map.entry(0x48, "ESME_RINVSRCTON"),
                    Map.entry(0x49, "ESME_RINVSRCNPI"),
                    Map.entry(0x50, "ESME_RINVDSTTON"),
                    Map.entry(0x51, "ESME_RINVDSTNPI"),
                    Map.entry(0x58, "ESME_RTHROTTLED"),
                    Map.entry(0x61, "ESME_RINVSCHED"),
                    Map.entry(0x62, "ESME_RINVEXPIRY"),
                    Map.entry(0x64, "ESME_RX_T_APPN"),
                    Map.entry(0x65, "ESME_RX_P_APPN"),
                    Map.entry(0x66, "ESME_RX_R_APPN"),
                    Map.entry(0xC0, "ESME_RINVOPTPARSTREAM"),
                    Map.entry(0xC1, "ESME_ROPTPARNOTALLWD"),
                    Map.entry(0xC2, "ESME_RINVPARLEN"),
                    Map.entry(0xC3, "ESME_RMISSINGOPTPARAM"),
                    Map.entry(0xC4, "ESME_RINVOPTPARAMVAL"),
                    Map.entry(0xFE, "ESME_RDELIVERYFAILURE"),
                    Map.entry(0xFF, "ESME_RUNKNOWNERR"));

    private SmppTlvs() {}

    static String name(int tag) {
        return NAMES.getOrDefault(tag, "TLV 0x%04x".formatted(tag));
    }

    /** {@return the name of a command_status} */
    static String status(long status) {
        return STATUSES.getOrDefault((int) status, "0x%08x".formatted(status));
    }
}
