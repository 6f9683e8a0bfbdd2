// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import java.util.List;
import org.heliograph.config.NumberingSettings;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.SourcePattern;

/** Makes international numbers (ITU-T E.164) of what sources write. */
final class Numbering {
    private record Plan(List<SourcePattern> sources, NumberingSettings settings) {
        boolean isAbout(Origin origin) {
            for (SourcePattern source : sources) {
                if (source.matches(origin)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final List<Plan> plans;

    Numbering(List<NumberingSettings> settings) {
        plans =
                settings.stream()
                        .map(
                                one ->
                                        new Plan(
                                                one.sources().stream()
                                                        .map(SourcePattern::of)
                                                        .toList(),
                                                one))
                        .toList();
    }

    /** {@return the number as an international one; {@code address} itself if it stays} */
    TpAddress international(Origin origin, TpAddress address) {
        String number = address.value();
        if (number.length() < Router.SHORTEST_NUMBER || plans.isEmpty()) {
            return address; // a short code
        }
        TypeOfNumber type = address.typeOfNumber();
        if (type != TypeOfNumber.UNKNOWN
                && type != TypeOfNumber.INTERNATIONAL
                && type != TypeOfNumber.NATIONAL) {
            return address;
        }
        for (Plan plan : plans) {
            if (plan.isAbout(origin)) {
                String made = digits(plan.settings, type, number);
                return made.equals(number) && type != TypeOfNumber.NATIONAL
                        ? address
                        : made(address, made);
            }
        }
        return address;
    }

    private static TpAddress made(TpAddress address, String digits) {
        return digits.isEmpty()
                        || digits.length() > Router.LONGEST_NUMBER
                        || !Router.isDigits(digits)
                ? address
                : TpAddress.international(digits);
    }

    /** {@return the digits of the international number; nothing if that cannot be told} */
    private static String digits(NumberingSettings plan, TypeOfNumber type, String number) {
        if (type != TypeOfNumber.NATIONAL) {
            for (String prefix : plan.internationalPrefixes()) {
                if (number.startsWith(prefix)) {
                    return number.substring(prefix.length());
                }
            }
        }
        boolean trunk = !plan.trunkPrefix().isEmpty() && number.startsWith(plan.trunkPrefix());
        boolean national =
                type == TypeOfNumber.NATIONAL
                        || (type == TypeOfNumber.UNKNOWN
                                && (trunk || number.length() == plan.nationalDigits()));
        if (!national) {
            return number;
        } else if (plan.countryCode().isEmpty()) {
            return type == TypeOfNumber.NATIONAL ? "" : number;
        }
        return plan.countryCode()
                + (trunk ? number.substring(plan.trunkPrefix().length()) : number);
    }
}
