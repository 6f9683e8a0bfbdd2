// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.Locale;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.NationalLanguage;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.wappush.WapPush;
import org.heliograph.wappush.WspPush;

/** TP-UD (3GPP TS 23.040 §9.2.3.24), with the WAP push inside where it is one. */
final class UserDataTree {
    private UserDataTree() {}

    static Tree of(String name, UserData userData, Alphabet alphabet) throws DecodeException {
        Tree.Builder tree = Tree.named(name);
        if (!userData.header().isEmpty()) {
            Tree.Builder header = Tree.named("TP-UDH");
            userData.header().forEach(element -> header.add(of(element)));
            tree.add(header.build());
        }
        Optional<WspPush> push = push(userData);
        if (push.isPresent()) {
            tree.add(WspTree.of(push.get()));
        } else if (alphabet == Alphabet.EIGHT_BIT) {
            tree.leaf("data", userData.payload().toHex());
        } else {
            tree.leaf("text", userData.text(alphabet));
        }
        return tree.build();
    }

    /** {@return the push in an SMS that holds all of it} */
    static Optional<WspPush> push(UserData userData) throws DecodeException {
        boolean whole =
                userData.header().stream()
                        .noneMatch(
                                e ->
                                        e instanceof InformationElement.Concatenation c
                                                && c.total() > 1);
        return whole && WapPush.ports(userData).isPresent()
                ? Optional.of(WspPush.decode(userData.payload()))
                : Optional.empty();
    }

    private static Tree of(InformationElement element) {
        return switch (element) {
            case InformationElement.Concatenation(
                            int reference,
                            boolean wide,
                            int total,
                            int sequence) ->
                    new Tree.Leaf(
                            "concatenation",
                            "part %d of %d, reference %d (%d bit)"
                                    .formatted(sequence, total, reference, wide ? 16 : 8));
            case InformationElement.Ports(int destination, int source, boolean wide) ->
                    new Tree.Leaf(
                            "ports",
                            "to %d, from %d (%d bit)"
                                    .formatted(destination, source, wide ? 16 : 8));
            case InformationElement.NationalLanguageSingleShift(NationalLanguage language) ->
                    new Tree.Leaf("national language single shift", name(language));
            case InformationElement.NationalLanguageLockingShift(NationalLanguage language) ->
                    new Tree.Leaf("national language locking shift", name(language));
            default -> new Tree.Leaf("IE 0x%02x".formatted(element.id()), element.data().toHex());
        };
    }

    private static String name(NationalLanguage language) {
        String name = language.name();
        return "%c%s (%d)"
                .formatted(
                        name.charAt(0),
                        name.substring(1).toLowerCase(Locale.ROOT),
                        language.identifier());
    }
}
