// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.heliograph.tools.load.smpp.Esme;
import org.heliograph.tools.load.smpp.EsmeFailure;
import org.heliograph.tools.load.smpp.Traffic;
import org.jspecify.annotations.Nullable;

/** One bind of a run, which may be bound again when its connection is lost. For one thread. */
final class Bind {
    private final List<InetSocketAddress> servers;
    private final Esme.Settings settings;
    private final int number;
    private Esme esme;
    private @Nullable Traffic traffic;
    private String name = "";
    private boolean up = true;
    private long lostAnswers;
    private int attempts;
    private long timesAgain;

    private Bind(List<InetSocketAddress> servers, Esme.Settings settings, int number, Esme esme) {
        this.servers = servers;
        this.settings = settings;
        this.number = number;
        this.esme = esme;
    }

    /**
     * Binds, to the servers in turn.
     *
     * @param settings for the server, another takes its place
     */
    static Bind to(List<InetSocketAddress> servers, Esme.Settings settings, int number)
            throws EsmeFailure {
        return new Bind(
                servers,
                settings,
                number,
                Esme.bind(settings.at(servers.get(number % servers.size()))));
    }

    void start(Traffic of, String called) {
        traffic = of;
        name = called;
        esme.start(of, called);
    }

    /** {@return why there is no connection now} */
    Optional<String> problem() {
        return up ? esme.problem() : Optional.of("not bound");
    }

    /** {@return whether submit_sm wait, and none has been answered for so long} */
    boolean isSilentFor(Duration patience) {
        return up && esme.isSilentFor(patience);
    }

    /** Binds once more, to the next server, if it can be had. */
    void again() {
        if (up) {
            esme.close();
            lostAnswers += esme.waiting();
            up = false;
        }
        attempts++;
        try {
            esme = Esme.bind(settings.at(servers.get((number + attempts) % servers.size())));
            if (traffic != null) {
                esme.start(traffic, name);
            }
            up = true;
            timesAgain++;
        } catch (EsmeFailure e) {
            return; // it is asked for again
        }
    }

    int waiting() {
        return up ? esme.waiting() : 0;
    }

    /** {@return submit_sm that never were answered, for their connections were lost} */
    long lostAnswers() {
        return lostAnswers;
    }

    /** {@return how often it was bound after a connection was lost} */
    long timesAgain() {
        return timesAgain;
    }

    void unbind() {
        esme.unbind();
    }

    void close() {
        esme.close();
    }
}
