// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.serve;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.heliograph.config.ConfigException;
import org.heliograph.config.Listen;
import org.heliograph.config.SecretFile;
import org.heliograph.config.Settings;
import org.heliograph.config.SmscSettings;
import org.heliograph.mmsc.Mmsc;
import org.heliograph.smsc.Smsc;

/** What {@code serve} says once it listens: where, with which password, and what to try. */
final class Welcome {
    private static final String DEMO = "demo";

    private final PrintWriter out;
    private final Path dataDirectory;
    private final String program;

    /**
     * @param program how the command is called
     */
    Welcome(PrintWriter out, Path dataDirectory, String program) {
        this.out = out;
        this.dataDirectory = dataDirectory;
        this.program = program;
    }

    /**
     * @param unseen accounts whose password was made at this start
     */
    void print(Settings settings, Installation installation, List<SmscSettings.Account> unseen)
            throws ConfigException {
        out.println("Heliograph is up, data in " + dataDirectory.toAbsolutePath().normalize());
        installation.smsc().ifPresent(this::addresses);
        installation.mmsc().ifPresent(this::addresses);
        if (settings.console().enabled()) {
            row("HTTP", url(installation.consoleAddress()) + "metrics, healthz, readyz");
        }
        for (SmscSettings.Account account : settings.smsc().smpp().accounts()) {
            if (settings.smsc().enabled() && account.systemId().equals(DEMO)) {
                password(account, installation.password(account), unseen.contains(account));
            }
        }
        if (installation.smsc().isPresent() && installation.mmsc().isPresent()) {
            suggest(installation.smsc().get(), installation.mmsc().get());
        }
        out.flush();
    }

    private void addresses(Smsc smsc) {
        row("SMPP", smsc.smppAddress());
        smsc.smppTlsAddress().ifPresent(address -> row("SMPP", address + " (TLS)"));
        row("SIP", smsc.sipAddress() + " (UDP, TCP)");
    }

    private void addresses(Mmsc mmsc) {
        row("MM1", url(mmsc.mm1Address()));
        mmsc.radiusAddress().ifPresent(address -> row("RADIUS", address + " (UDP, accounting)"));
    }

    private void row(String name, Object value) {
        out.printf("  %-5s %s%n", name, value);
    }

    private void password(SmscSettings.Account account, SecretFile password, boolean unseen)
            throws ConfigException {
        row(
                "ESME",
                unseen
                        ? "%s, password %s (made now, kept in %s)"
                                .formatted(account.systemId(), password.secret(), password.path())
                        : "%s, password in %s".formatted(account.systemId(), password.path()));
    }

    private void suggest(Smsc smsc, Mmsc mmsc) {
        String mm1 = url(mmsc.mm1Address());
        out.println();
        out.println("To try it, in other terminals:");
        out.printf(
                "  ./%s handset --msisdn 447700900002 --sip %s --mm1 %s%n",
                program, smsc.sipAddress(), mm1);
        out.printf(
                "  ./%s send sms --from Info --to +447700900002 --text 'Hello' --receipt \\%n"
                        + "      --smpp %s --system-id demo --password \"$(cat %s)\"%n",
                program, smsc.smppAddress(), dataDirectory.resolve("esme-demo.password"));
        out.printf(
                "  ./%s send mms --from +447700900001 --to +447700900002 --file photo.jpg \\%n"
                        + "      --mm1 %s --identity-header 'X-MSISDN: 447700900001'%n",
                program, mm1);
        out.println();
    }

    private static String url(Listen address) {
        return "http://" + address + "/";
    }
}
