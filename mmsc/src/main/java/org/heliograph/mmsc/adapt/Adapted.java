// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;

/**
 * A message that was made to fit.
 *
 * @param contentType of the body
 * @param changes what was done, for the log: formats and numbers, nothing that somebody wrote
 */
public record Adapted(ContentType contentType, Octets body, List<String> changes) {
    public Adapted {
        changes = List.copyOf(changes);
    }
}
