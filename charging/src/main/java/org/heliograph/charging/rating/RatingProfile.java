// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which plan a subject has from when on: the rows of {@code RatingProfiles.csv} of one tenant,
 * category and subject.
 *
 * @param activations by time
 */
record RatingProfile(List<Activation> activations) {
    /**
     * @param fallback subjects whose profiles are asked where the plan has nothing for a
     *     destination
     */
    record Activation(Instant time, RatingPlan plan, List<String> fallback) {
        Activation {
            fallback = List.copyOf(fallback);
        }
    }

    /** Whose it is. */
    record Key(String tenant, String category, String subject) {}

    RatingProfile {
        activations = List.copyOf(activations);
    }

    Optional<Activation> at(Instant time) {
        for (Activation activation : activations.reversed()) {
            if (!activation.time().isAfter(time)) {
                return Optional.of(activation);
            }
        }
        return Optional.empty();
    }

    /** {@return when another one begins; {@link Instant#MAX} if none does} */
    Instant changesAfter(Instant time) {
        for (Activation activation : activations) {
            if (activation.time().isAfter(time)) {
                return activation.time();
            }
        }
        return Instant.MAX;
    }
}
