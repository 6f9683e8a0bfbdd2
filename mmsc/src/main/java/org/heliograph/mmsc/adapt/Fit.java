// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.config.DeviceProfile;
import org.heliograph.mmsc.content.MediaKind;

/**
 * What a picture has to fit.
 *
 * @param maxWidth in pixels; 0 is no limit
 * @param maxHeight likewise
 * @param kinds that may stay what they are; empty: all
 * @param maxOctets of the picture
 */
record Fit(int maxWidth, int maxHeight, List<MediaKind> kinds, int maxOctets) {
    /** What pictures can be written as, the best for photographs first. */
    private static final List<MediaKind> WRITTEN =
            List.of(MediaKind.JPEG, MediaKind.PNG, MediaKind.GIF, MediaKind.WBMP);

    static Fit of(DeviceProfile profile, int maxOctets) {
        List<MediaKind> kinds = new ArrayList<>();
        for (MediaKind kind : MediaKind.values()) {
            if (kind.isImage() && profile.types().stream().anyMatch(kind::isNamed)) {
                kinds.add(kind);
            }
        }
        return new Fit(profile.maxImageWidth(), profile.maxImageHeight(), kinds, maxOctets);
    }

    boolean takes(MediaKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /** {@return what to write in place of {@code kind}; none if nothing that can be is taken} */
    List<MediaKind> instead(MediaKind kind, boolean transparent) {
        List<MediaKind> candidates = new ArrayList<>(WRITTEN);
        candidates.removeIf(candidate -> !takes(candidate));
        boolean drawn = transparent || kind == MediaKind.PNG || kind == MediaKind.GIF;
        if (drawn && candidates.remove(MediaKind.PNG)) {
            candidates.addFirst(MediaKind.PNG);
        }
        return candidates;
    }

    /** {@return by what to multiply width and height, at most 1} */
    double scale(int width, int height) {
        double scale = 1;
        if (maxWidth > 0) {
            scale = Math.min(scale, (double) maxWidth / width);
        }
        return maxHeight > 0 ? Math.min(scale, (double) maxHeight / height) : scale;
    }
}
