// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Where a body lies. */
sealed interface ContentPlace permits Segment.Place, ContentPlace.OwnFile {
    /** Opens its file, which may be removed from then on. */
    ContentInput open() throws IOException;

    /**
     * A long body has a file of its own.
     *
     * @param offset what comes before it are headers of the PDU that it came in
     */
    record OwnFile(Path file, long offset, long length) implements ContentPlace {
        @Override
        public ContentInput open() throws IOException {
            return new ContentInput(file, offset, length, OptionalLong.empty());
        }
    }
}
