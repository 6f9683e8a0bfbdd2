// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.Arrays;
import java.util.Locale;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;

/**
 * Addresses: a string where {@code of} of the address gives it back, such as {@code +447700900123},
 * else type of number, numbering plan and value.
 */
final class AddressView {
    private static final String TYPE = "type-of-number";
    private static final String PLAN = "numbering-plan";
    private static final String VALUE = "value";

    private AddressView() {}

    static Json json(TpAddress address) {
        String text = address.toString();
        return isOf(address, text)
                ? Json.of(text)
                : json(address.typeOfNumber(), address.numberingPlan(), address.value());
    }

    private static boolean isOf(TpAddress address, String text) {
        try {
            return TpAddress.of(text).equals(address);
        } catch (IllegalArgumentException e) {
            return false; // digits a, b and c
        }
    }

    static Json json(RpAddress address) {
        if (address.equals(RpAddress.NONE)) {
            return Json.of("");
        }
        return !address.isEmpty() && RpAddress.of(address.toString()).equals(address)
                ? Json.of(address.toString())
                : json(address.typeOfNumber(), address.numberingPlan(), address.digits());
    }

    private static Json json(TypeOfNumber type, NumberingPlan plan, String value) {
        return Json.object()
                .put(TYPE, word(type))
                .put(PLAN, plan.value())
                .put(VALUE, value)
                .build();
    }

    static TpAddress tpAddress(Members from, String name) throws JsonException {
        Json json = from.need(name);
        if (json instanceof Json.Text(String text)) {
            return from.checked(name, () -> TpAddress.of(text));
        }
        Members members = Members.of(from.pathOf(name), json);
        TypeOfNumber type = type(members);
        NumberingPlan plan = plan(members);
        String value = members.text(VALUE);
        members.end();
        return from.checked(name, () -> new TpAddress(type, plan, value));
    }

    /** {@return the address, or none where there is no member} */
    static RpAddress rpAddress(Members from, String name) throws JsonException {
        if (!from.has(name)) {
            return RpAddress.NONE;
        }
        Json json = from.need(name);
        if (json instanceof Json.Text(String text)) {
            return text.isEmpty() ? RpAddress.NONE : from.checked(name, () -> RpAddress.of(text));
        }
        Members members = Members.of(from.pathOf(name), json);
        TypeOfNumber type = type(members);
        NumberingPlan plan = plan(members);
        String digits = members.text(VALUE);
        members.end();
        return from.checked(name, () -> new RpAddress(type, plan, digits));
    }

    private static TypeOfNumber type(Members members) throws JsonException {
        String word = members.text(TYPE);
        return Arrays.stream(TypeOfNumber.values())
                .filter(type -> word(type).equals(word))
                .findFirst()
                .orElseThrow(() -> members.failure(TYPE, "unknown: " + word));
    }

    private static NumberingPlan plan(Members members) throws JsonException {
        return new NumberingPlan((int) members.number(PLAN, 0, 15, NumberingPlan.ISDN.value()));
    }

    static String words(TpAddress address) {
        return words(address.toString(), address.typeOfNumber(), address.numberingPlan());
    }

    static String words(RpAddress address) {
        return address.equals(RpAddress.NONE)
                ? "(empty)"
                : words(address.toString(), address.typeOfNumber(), address.numberingPlan());
    }

    /** The type where the value does not tell it, the plan where it is not ISDN. */
    private static String words(String value, TypeOfNumber type, NumberingPlan plan) {
        boolean alphanumeric = type == TypeOfNumber.ALPHANUMERIC;
        boolean plain = type == TypeOfNumber.INTERNATIONAL || type == TypeOfNumber.UNKNOWN;
        boolean usual =
                plan.equals(NumberingPlan.ISDN)
                        || (alphanumeric && plan.equals(NumberingPlan.UNKNOWN));
        String rest =
                (plain ? "" : word(type).replace('-', ' '))
                        + (plain || usual ? "" : ", ")
                        + (usual ? "" : "numbering plan " + plan.value());
        return rest.isEmpty() ? value : value + " (" + rest + ")";
    }

    private static String word(TypeOfNumber type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
