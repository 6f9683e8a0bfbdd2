// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SMPP commands with their mandatory fields in order (SMPP 3.4 §4, §5.1.2.1). */
enum SmppCommand {
    GENERIC_NACK(0x80000000L, "generic_nack"),
    BIND_RECEIVER(0x01, "bind_receiver", Fields.BIND),
    BIND_RECEIVER_RESP(0x80000001L, "bind_receiver_resp", "system_id"),
    BIND_TRANSMITTER(0x02, "bind_transmitter", Fields.BIND),
    BIND_TRANSMITTER_RESP(0x80000002L, "bind_transmitter_resp", "system_id"),
    BIND_TRANSCEIVER(0x09, "bind_transceiver", Fields.BIND),
    BIND_TRANSCEIVER_RESP(0x80000009L, "bind_transceiver_resp", "system_id"),
    OUTBIND(0x0B, "outbind", "system_id", "password"),
    UNBIND(0x06, "unbind"),
    UNBIND_RESP(0x80000006L, "unbind_resp"),
    ENQUIRE_LINK(0x15, "enquire_link"),
    ENQUIRE_LINK_RESP(0x80000015L, "enquire_link_resp"),
    SUBMIT_SM(0x04, "submit_sm", Fields.MESSAGE),
    SUBMIT_SM_RESP(0x80000004L, "submit_sm_resp", "message_id"),
    DELIVER_SM(0x05, "deliver_sm", Fields.MESSAGE),
    DELIVER_SM_RESP(0x80000005L, "deliver_sm_resp", "message_id"),
    DATA_SM(0x0103, "data_sm", Fields.DATA),
    DATA_SM_RESP(0x80000103L, "data_sm_resp", "message_id"),
    QUERY_SM(0x03, "query_sm", "message_id", Fields.SOURCE),
    QUERY_SM_RESP(
            0x80000003L,
            "query_sm_resp",
            "message_id",
            "final_date",
            "message_state",
            "error_code"),
    CANCEL_SM(0x08, "cancel_sm", "service_type", "message_id", Fields.SOURCE, Fields.DESTINATION),
    CANCEL_SM_RESP(0x80000008L, "cancel_sm_resp"),
    REPLACE_SM(
            0x07,
            "replace_sm",
            "message_id",
            Fields.SOURCE,
            "schedule_delivery_time validity_period registered_delivery sm_default_msg_id"
                    + " short_message"),
    REPLACE_SM_RESP(0x80000007L, "replace_sm_resp"),
    ALERT_NOTIFICATION(
            0x0102, "alert_notification", Fields.SOURCE, "esme_addr_ton esme_addr_npi esme_addr");

    private static final Set<String> NUMBERS =
            Set.of(
                    "interface_version",
                    "addr_ton",
                    "addr_npi",
                    "source_addr_ton",
                    "source_addr_npi",
                    "dest_addr_ton",
                    "dest_addr_npi",
                    "esme_addr_ton",
                    "esme_addr_npi",
                    "esm_class",
                    "protocol_id",
                    "priority_flag",
                    "registered_delivery",
                    "replace_if_present_flag",
                    "data_coding",
                    "sm_default_msg_id",
                    "message_state",
                    "error_code");

    private final long id;
    private final String text;
    private final String fields;

    SmppCommand(long id, String text, String... fields) {
        this.id = id;
        this.text = text;
        this.fields = String.join(" ", fields);
    }

    static Optional<SmppCommand> of(long id) {
        return Arrays.stream(values()).filter(command -> command.id == id).findFirst();
    }

    static Optional<SmppCommand> named(String text) {
        return Arrays.stream(values()).filter(command -> command.text.equals(text)).findFirst();
    }

    long id() {
        return id;
    }

    String text() {
        return text;
    }

    boolean isResponse() {
        return id >= 0x80000000L;
    }

    List<String> fields() {
        return fields.isEmpty() ? List.of() : List.of(fields.split(" ", -1));
    }

    /** {@return whether the field is one octet rather than a C-octet string} */
    boolean isNumber(String field) {
        return NUMBERS.contains(field);
    }

    /** Runs of fields that several commands share. */
    private static final class Fields {
        static final String BIND =
                "system_id password system_type interface_version addr_ton addr_npi address_range";
        static final String SOURCE = "source_addr_ton source_addr_npi source_addr";
        static final String DESTINATION = "dest_addr_ton dest_addr_npi destination_addr";
        static final String MESSAGE =
                "service_type "
                        + SOURCE
                        + " "
                        + DESTINATION
                        + " esm_class protocol_id priority_flag schedule_delivery_time"
                        + " validity_period registered_delivery replace_if_present_flag"
                        + " data_coding sm_default_msg_id short_message";
        static final String DATA =
                "service_type "
                        + SOURCE
                        + " "
                        + DESTINATION
                        + " esm_class registered_delivery data_coding";
    }
}
