// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;
import org.heliograph.wappush.content.CacheOperation;
import org.heliograph.wappush.content.PushContent;
import org.heliograph.wappush.content.PushContentCodec;
import org.heliograph.wappush.content.ServiceIndication;
import org.heliograph.wappush.content.ServiceLoading;

/**
 * Service indication, service loading and cache operation from members, the inverse of {@link
 * ContentView}. What may be left away: the form (WBXML), and what the standards make optional.
 */
final class ContentMembers {
    private ContentMembers() {}

    static Octets read(String name, Members members) throws JsonException {
        String form = members.textIfAny(ContentView.FORM).orElse(ContentView.WBXML);
        if (!List.of(ContentView.WBXML, ContentView.TEXT).contains(form)) {
            throw members.failure(ContentView.FORM, "wbxml or text");
        }
        PushContent content =
                switch (name) {
                    case "SI" -> indication(members);
                    case "SL" -> loading(members);
                    default -> operation(members);
                };
        members.end();
        return PushContentCodec.encode(
                content,
                form.equals(ContentView.TEXT) ? PushContent.Form.TEXT : PushContent.Form.WBXML);
    }

    private static PushContent indication(Members members) throws JsonException {
        String text = members.textIfAny("indication").orElse("");
        List<ServiceIndication.Item> items = new ArrayList<>();
        for (Members item : members.objects("info")) {
            String itemClass = item.text("class");
            String itemText = item.text("text");
            item.end();
            items.add(item.checked("", () -> new ServiceIndication.Item(itemClass, itemText)));
        }
        List<ServiceIndication.Attribute> attributes = new ArrayList<>();
        for (String name : members.names()) { // their order is that of the document
            attributes.add(attribute(members, name));
        }
        return members.checked("", () -> new ServiceIndication(attributes, text, items));
    }

    private static ServiceIndication.Attribute attribute(Members members, String name)
            throws JsonException {
        String value = members.text(name);
        return switch (name) {
            case "href" -> members.checked(name, () -> new ServiceIndication.Href(value));
            case "si-id" -> members.checked(name, () -> new ServiceIndication.Id(value));
            case "created" -> {
                Instant instant = instant(members, name, value);
                yield members.checked(name, () -> new ServiceIndication.Created(instant));
            }
            case "si-expires" -> {
                Instant instant = instant(members, name, value);
                yield members.checked(name, () -> new ServiceIndication.Expires(instant));
            }
            case "action" ->
                    Arrays.stream(ServiceIndication.Action.values())
                            .filter(action -> ContentView.word(action).equals(value))
                            .findFirst()
                            .orElseThrow(() -> members.failure(name, "unknown: " + value));
            default -> throw members.failure(name, "no such member here");
        };
    }

    private static Instant instant(Members members, String name, String value)
            throws JsonException {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw members.failure(name, "not a time such as 2026-11-22T10:15:30Z: '" + value + "'");
        }
    }

    private static PushContent loading(Members members) throws JsonException {
        String href = members.text("href");
        String word = members.textIfAny("action").orElse("execute-low");
        ServiceLoading.Action action =
                Arrays.stream(ServiceLoading.Action.values())
                        .filter(each -> ContentView.word(each).equals(word))
                        .findFirst()
                        .orElseThrow(() -> members.failure("action", "unknown: " + word));
        return members.checked("href", () -> new ServiceLoading(href, action));
    }

    private static PushContent operation(Members members) throws JsonException {
        List<CacheOperation.Invalidation> invalidations = new ArrayList<>();
        for (Members each : members.objects("invalidations")) {
            boolean object = each.has("invalidate-object");
            String uri = each.text(object ? "invalidate-object" : "invalidate-service");
            each.end();
            invalidations.add(
                    each.checked(
                            "",
                            () ->
                                    object
                                            ? new CacheOperation.ObjectInvalidation(uri)
                                            : new CacheOperation.ServiceInvalidation(uri)));
        }
        return members.checked("invalidations", () -> new CacheOperation(invalidations));
    }
}
