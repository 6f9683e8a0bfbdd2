// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

/**
 * X-Mms-MM-Flags: a keyword on a message of an MMBox (OMA-TS-MMS_ENC 1.3 §7.3.32).
 *
 * @param action what to do with the keyword; a view filters by it
 */
public record MmFlags(Action action, EncodedString keyword) {
    private static final MmsValue<Action> ACTION = MmsValue.tokens(Action.class);

    static final MmsValue<MmFlags> VALUE =
            MmsValue.sized(
                    MmFlags.class,
                    in -> new MmFlags(ACTION.decoder().decode(in), EncodedString.decode(in)),
                    (out, flags) -> {
                        ACTION.encoder().accept(out, flags.action);
                        flags.keyword.encodeTo(out);
                    },
                    flags -> ACTION.printer().apply(flags.action) + " " + flags.keyword);

    /** In the order of their octets from 128. */
    public enum Action {
        ADD,
        REMOVE,
        FILTER
    }
}
