// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

/**
 * A row of the routes file, as it is written.
 *
 * @param place where it stands, as errors begin: {@code routes.csv:12}
 * @param destination numbers that it is about
 * @param source whom messages come from; {@code *}: anybody
 * @param to where they go
 * @param order of rows that are about the same, the lowest goes first
 * @param weight its share among those of the same order
 * @param hours when it holds; empty: always
 */
public record RouteRow(
        String place,
        String destination,
        String source,
        String to,
        int order,
        int weight,
        String hours) {}
