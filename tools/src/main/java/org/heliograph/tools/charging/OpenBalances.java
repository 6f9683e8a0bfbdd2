// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.charging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.StringWriter;
import org.heliograph.charging.credit.Balances;
import org.heliograph.charging.store.SqlBalances;
import org.heliograph.config.ConfigException;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The balances of an installation, for one command. */
record OpenBalances(Balances balances) implements AutoCloseable {
    static OpenBalances open(ConfiguredSettings configured) throws CommandFailure {
        try {
            return new OpenBalances(
                    SqlBalances.open(
                            configured.load().smsc().store(),
                            configured.data(),
                            new SimpleMeterRegistry()));
        } catch (ConfigException | IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    static String json(Balances.Balance balance) {
        var text = new StringWriter();
        try (JsonGenerator out =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeName("account").writeString(balance.account());
            out.writeName("amount").writeNumber(balance.amount().toPlainString());
            out.writeName("reserved").writeNumber(balance.reserved().toPlainString());
            out.writeEndObject();
        }
        return text.toString();
    }

    @Override
    public void close() {
        balances.close();
    }
}
