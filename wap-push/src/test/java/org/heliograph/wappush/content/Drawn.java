// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Push contents drawn at random, of every shape. */
final class Drawn {
    private static final List<String> SCHEMES =
            List.of("", "http://", "http://www.", "https://", "https://www.", "ftp://");
    private static final List<String> PIECES =
            List.of(".com/", ".edu/", ".net/", ".org/", ".com", "a", "news", "/", "?q=1", ".de/");

    private final SplittableRandom random;
    private final String alphabet;

    Drawn(long seed, String alphabet) {
        this.random = new SplittableRandom(seed);
        this.alphabet = alphabet;
    }

    PushContent content() {
        return switch (random.nextInt(4)) {
            case 0 -> new ServiceLoading(uri(), any(ServiceLoading.Action.values()));
            case 1 -> new CacheOperation(some(1, 4, this::invalidation));
            default -> indication();
        };
    }

    private ServiceIndication indication() {
        List<ServiceIndication.Attribute> attributes =
                new ArrayList<>(
                        List.of(
                                new ServiceIndication.Href(uri()),
                                new ServiceIndication.Id(text()),
                                new ServiceIndication.Created(instant()),
                                new ServiceIndication.Expires(instant()),
                                any(ServiceIndication.Action.values())));
        attributes.removeIf(_ -> random.nextInt(3) == 0);
        if (!attributes.isEmpty() && random.nextBoolean()) {
            attributes.add(attributes.removeFirst());
        }
        return new ServiceIndication(
                attributes, text(), some(0, 3, () -> new ServiceIndication.Item("c-1", text())));
    }

    private CacheOperation.Invalidation invalidation() {
        return random.nextBoolean()
                ? new CacheOperation.ObjectInvalidation(uri())
                : new CacheOperation.ServiceInvalidation(uri());
    }

    private <T> List<T> some(int least, int most, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        for (int count = least + random.nextInt(most - least + 1); count > 0; count--) {
            list.add(one.get());
        }
        return list;
    }

    private <T> T any(T[] constants) {
        return constants[random.nextInt(constants.length)];
    }

    private String uri() {
        return SCHEMES.get(random.nextInt(SCHEMES.size()))
                + IntStream.range(0, random.nextInt(5))
                        .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                        .collect(Collectors.joining())
                + text();
    }

    private Instant instant() {
        long day = Instant.parse("2040-01-01T00:00:00Z").getEpochSecond() / 86_400;
        return Instant.ofEpochSecond(
                random.nextLong(day) * 86_400
                        + (random.nextBoolean() ? 0 : random.nextLong(86_400)));
    }

    private String text() {
        int[] characters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(10); count > 0; count--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }
}
