// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.pdu.Octets;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a subscriber behind an S-CSCF, as far as it has told of them: by copies of their
 * REGISTERs, or of its answers to these, in the body of its own (TS 24.229 §5.4.1.7A). Some S-CSCFs
 * (Kamailio is one) say that nobody is registered any more when one of several devices leaves; the
 * copies say which.
 *
 * @param all the one that ends last is last; empty: nothing is known
 */
record Devices(List<Device> all) {
    /**
     * @param name {@code +sip.instance}, else the contact
     * @param until when it is gone unless it registers again
     */
    record Device(String name, Instant until) {
        private static final int LONGEST_NAME = 200;

        Device {
            name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
            until = Instant.ofEpochMilli(until.toEpochMilli()); // as it is kept
        }
    }

    static final Devices UNKNOWN = new Devices(List.of());

    /** As many as somebody may register with us; beyond it the one that ends first gives way. */
    private static final int MOST = Registrations.MOST_CONTACTS;

    private static final Pattern ANSWER = Pattern.compile("(?m)^SIP/2\\.0 2[0-9]{2} ");

    private static final Pattern EXPIRES = Pattern.compile("(?im)^Expires[ \\t]*:\\s*([0-9]{1,9})");

    Devices {
        all = all.stream().sorted((a, b) -> a.until().compareTo(b.until())).toList();
        all = all.subList(Math.max(0, all.size() - MOST), all.size());
    }

    /** {@return those, or {@link #UNKNOWN}, which takes no room} */
    static Devices of(List<Device> devices) {
        return devices.isEmpty() ? UNKNOWN : new Devices(devices);
    }

    /** {@return when the last of them is gone} */
    Optional<Instant> until() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().until());
    }

    /**
     * {@return those that are there once the S-CSCF has told {@code body}; nothing if that does not
     * tell of devices}
     *
     * @param granted by the S-CSCF; zero if it says that nobody is there any more
     */
    Optional<Devices> after(Octets body, Duration granted, Instant now) {
        String text = Traits.unfolded(body);
        Optional<String> answer = copy(text, ANSWER);
        if (answer.isPresent()) {
            List<Contact> contacts = contacts(answer.get());
            if (!contacts.isEmpty()) { // all that are there (RFC 3261 §10.3 step 8)
                SequencedMap<String, Instant> there = new LinkedHashMap<>();
                add(there, contacts, answer.get(), granted, ThirdPartyRegister.LONGEST, now);
                return Optional.of(of(there, now));
            }
        }
        Optional<String> request = copy(text, Traits.COPIED_REGISTER);
        return request.isPresent() ? after(request.get(), granted, now) : Optional.empty();
    }

    private Optional<Devices> after(String request, Duration granted, Instant now) {
        List<Contact> contacts = contacts(request);
        SequencedMap<String, Instant> there = new LinkedHashMap<>();
        all.forEach(device -> there.put(device.name(), device.until()));
        boolean leaves = false;
        for (Contact contact : contacts) {
            if (asked(contact, request, granted) == 0) {
                leaves = true;
                if (contact.isWildCard()) {
                    there.clear();
                }
            }
        }
        if (contacts.isEmpty() || (granted.isZero() && !leaves)) {
            return Optional.empty(); // a copy of something else
        }
        Duration most = granted.isZero() ? ThirdPartyRegister.LONGEST : granted;
        add(there, contacts, request, granted, most, now);
        return Optional.of(of(there, now));
    }

    private static Devices of(Map<String, Instant> there, Instant now) {
        List<Device> devices = new ArrayList<>();
        there.forEach(
                (name, until) -> {
                    if (now.isBefore(until)) {
                        devices.add(new Device(name, until));
                    }
                });
        return of(devices);
    }

    private static void add(
            Map<String, Instant> there,
            List<Contact> contacts,
            String copy,
            Duration granted,
            Duration most,
            Instant now) {
        for (Contact contact : contacts) {
            if (!contact.isWildCard()) {
                @Nullable String instance = contact.getParameter("+sip.instance");
                String name =
                        instance == null ? contact.getAddress().getURI().toString() : instance;
                long asked = asked(contact, copy, granted);
                there.put(name, now.plusSeconds(Math.min(asked, most.toSeconds())));
            }
        }
    }

    /** {@return seconds: what the contact says, else the message, else the S-CSCF} */
    private static long asked(Contact contact, String copy, Duration granted) {
        long asked = contact.isWildCard() ? -1 : contact.getExpires();
        if (asked < 0) {
            Matcher header = EXPIRES.matcher(copy);
            asked = header.find() ? Long.parseLong(header.group(1)) : granted.toSeconds();
        }
        return asked;
    }

    /** {@return the head of the first message of that kind in {@code text}} */
    private static Optional<String> copy(String text, Pattern firstLine) {
        Matcher first = firstLine.matcher(text);
        if (!first.find()) {
            return Optional.empty();
        }
        int end = text.indexOf("\r\n\r\n", first.start());
        return Optional.of(text.substring(first.start(), end < 0 ? text.length() : end));
    }

    private static List<Contact> contacts(String copy) {
        List<Contact> contacts = new ArrayList<>();
        Matcher lines = Traits.CONTACT.matcher(copy);
        while (lines.find() && contacts.size() < MOST) {
            inLine(lines.group(1)).stream().limit(MOST).forEach(contacts::add);
        }
        return contacts;
    }

    /** {@return none if nobody can read it} */
    private static List<Contact> inLine(String value) {
        try {
            return StringMsgParser.parseSIPHeader("Contact:" + value) instanceof ContactList list
                    ? list
                    : List.of();
        } catch (ParseException | RuntimeException e) {
            return List.of();
        }
    }
}
