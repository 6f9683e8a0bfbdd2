// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command through its front door. */
record CommandRun(int code, String out, String err) {
    static CommandRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Heliograph.run(new PrintWriter(out), new PrintWriter(err), args);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
