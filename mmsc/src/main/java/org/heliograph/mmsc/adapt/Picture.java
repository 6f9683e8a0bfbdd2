// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import org.heliograph.mmsc.content.MediaKind;
import org.heliograph.pdu.Octets;

/** What became of a picture. */
sealed interface Picture {
    /** It fits as it is. */
    record Kept() implements Picture {}

    record Made(MediaKind kind, Octets octets, int width, int height) implements Picture {}

    /** It cannot be made to fit: broken, far too large, or of no format that is written here. */
    record Refused(String reason) implements Picture {}
}
