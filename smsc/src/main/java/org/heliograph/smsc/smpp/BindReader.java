// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RBINDFAIL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVPASWD;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSYSID;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;

import java.util.Objects;
import org.heliograph.config.ServerTls;
import org.heliograph.config.SmscSettings;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.Bind;
import org.jsmpp.util.DefaultDecomposer;

/** What a bind of a peer amounts to (SMPP 3.4 §4.1). For one thread. */
final class BindReader {
    /** A peer may mistype; one that guesses needs a new connection each time. */
    private static final int MOST_ATTEMPTS = 3;

    private static final int FIRST_WITH_TLVS = 0x34;

    /** SMPP 5.0 §4.8.4.18. */
    private static final int FIRST_WITH_CONGESTION_STATE = 0x50;

    sealed interface Read {
        /**
         * A bind as it is asked for, by whoever may; counted in {@code use}.
         *
         * @param kind which of the three
         * @param interfaceVersion as it says: 0x34 is 3.4
         */
        record Granted(
                SmscSettings.Account account, AccountUse use, BindKind kind, int interfaceVersion)
                implements Read {
            /** {@return whether its PDUs may have TLVs, which SMPP 3.3 does not know (§3.2.3)} */
            boolean parameters() {
                return interfaceVersion >= FIRST_WITH_TLVS;
            }

            boolean congestionState() {
                return interfaceVersion >= FIRST_WITH_CONGESTION_STATE;
            }

            boolean transmits() {
                return kind.transmits();
            }

            boolean receives() {
                return kind.receives();
            }
        }

        /**
         * @param code stable, for the log
         * @param last the connection is to be closed
         */
        record Refused(int commandStatus, String code, String reason, boolean last)
                implements Read {}
    }

    private final DefaultDecomposer decomposer = new DefaultDecomposer();
    private final EsmeAccounts accounts;
    private final Connection from;
    private int attempts;

    BindReader(EsmeAccounts accounts, Connection from) {
        this.accounts = accounts;
        this.from = from;
    }

    /** Blocks while passwords are checked, for a bounded time. */
    Read read(Pdu pdu) {
        int shape = PduShape.BIND.check(pdu.octets());
        if (shape != STAT_ESME_ROK) {
            return new Read.Refused(shape, "malformed", "bind cut short", true);
        }
        Bind bind;
        try {
            bind = decomposer.bind(pdu.octets().toArray());
        } catch (PDUStringException e) {
            return new Read.Refused(
                    e.getErrorCode(), "malformed", SessionRequests.BAD_STRING, true);
        }
        String systemId = Objects.requireNonNullElse(bind.getSystemId(), "");
        String password = Objects.requireNonNullElse(bind.getPassword(), "");
        boolean last = ++attempts >= MOST_ATTEMPTS;
        return switch (accounts.check(systemId, password, from.address())) {
            case EsmeAccounts.Answer.UnknownSystemId() ->
                    new Read.Refused(
                            STAT_ESME_RINVSYSID,
                            "system-id",
                            "no account " + printable(systemId),
                            last);
            case EsmeAccounts.Answer.WrongPassword() ->
                    new Read.Refused(
                            STAT_ESME_RINVPASWD,
                            "password",
                            "wrong password for " + systemId,
                            last);
            case EsmeAccounts.Answer.TooMany() ->
                    new Read.Refused(
                            STAT_ESME_RBINDFAIL, "bind-flood", "too many wrong binds", true);
            case EsmeAccounts.Answer.Known(var account, var use) ->
                    known(
                            new Read.Granted(
                                    account,
                                    use,
                                    BindKind.of(pdu.commandId()),
                                    bind.getInterfaceVersion() & 0xFF));
        };
    }

    private Read known(Read.Granted bind) {
        SmscSettings.Account account = bind.account();
        if (!account.networks().isEmpty()
                && account.networks().stream()
                        .noneMatch(network -> network.contains(from.address()))) {
            return failed("network", account.systemId() + " may not bind from there");
        }
        if (!account.certificates().isEmpty()
                && from.certificate().stream()
                        .noneMatch(
                                shown ->
                                        account.certificates().stream()
                                                .anyMatch(one -> ServerTls.names(one, shown)))) {
            return failed("certificate", account.systemId() + " shows none of its certificates");
        }
        if (!account.bindTypes().contains(bind.kind().word())) {
            return failed("bind-type", account.systemId() + " may not be a " + bind.kind().word());
        }
        if (!bind.use().bind()) {
            return failed(
                    "max-binds", account.systemId() + " has its " + account.maxBinds() + " binds");
        }
        return bind;
    }

    /** ESME_RALYBND would be nearer for one bind too many, but some clients take it for success. */
    private static Read failed(String code, String reason) {
        return new Read.Refused(STAT_ESME_RBINDFAIL, code, reason, true);
    }

    /** What a peer wrote, fit for a log. */
    private static String printable(String text) {
        return text.replaceAll("[^!-~]", "?");
    }
}
