// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cdr;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.heliograph.charging.credit.ChargeableEvent;

/**
 * One chargeable event. It is stored in the transaction that stores the outcome it tells of.
 *
 * @param recordId of the event and not of the attempt to store it, so that a repeat is visible: 1
 *     to 64 letters, digits and {@code . _ : -}
 * @param recordTimeStamp when the outcome was reached
 * @param fields numbers as plain decimals, times as ISO 8601; each at most 256 characters, all but
 *     ours at most 2,500
 * @param charge what credit control is told before the record gets to a file; nothing: no charge
 */
public record ChargingRecord(
        String recordId,
        RecordType recordType,
        Instant recordTimeStamp,
        Map<Field, String> fields,
        Optional<Charge> charge) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
    private static final int LONGEST_VALUE = 256;
    private static final int LONGEST = 2_500;

    /**
     * @param spent whether what was kept back is spent; else it is given back
     */
    public record Charge(ChargeableEvent event, boolean spent) {}

    public ChargingRecord {
        if (!ID.matcher(recordId).matches()) {
            throw new IllegalArgumentException("no id of a record");
        }
        int length = 0;
        for (Map.Entry<Field, String> field : fields.entrySet()) {
            String value = field.getValue();
            length += field.getKey().isOurs() ? 0 : value.length();
            if (value.length() > LONGEST_VALUE) {
                throw new IllegalArgumentException(field.getKey() + " is too long");
            }
            if (field.getKey().isNumber() && !NUMBER.matcher(value).matches()) {
                throw new IllegalArgumentException(field.getKey() + " is no number");
            }
        }
        if (length > LONGEST) {
            throw new IllegalArgumentException("the fields have " + length + " characters");
        }
        fields = Map.copyOf(fields);
    }

    /** {@return the same with more said} */
    ChargingRecord with(Map<Field, String> more) {
        Map<Field, String> all = new EnumMap<>(Field.class);
        all.putAll(fields);
        all.putAll(more);
        return new ChargingRecord(recordId, recordType, recordTimeStamp, all, charge);
    }
}
