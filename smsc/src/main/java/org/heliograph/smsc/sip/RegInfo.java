// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.heliograph.pdu.Octets;
import org.jspecify.annotations.Nullable;

/**
 * What an S-CSCF tells of registrations: application/reginfo+xml (RFC 3680 §5). Read without DTDs
 * and entities, which the format does not need.
 *
 * @param version grows by one from document to document of a subscription
 * @param full whether what is not in it is not registered; else only what has changed is in it
 */
record RegInfo(long version, boolean full, List<Registered> registrations) {
    /**
     * @param aor the public identity
     * @param active whether a device is registered with it; not so while it is {@code init} or
     *     {@code terminated}
     * @param events why its contacts came or went: {@code registered}, {@code unregistered}, {@code
     *     deactivated}, {@code rejected} and others (§5.1)
     */
    record Registered(String aor, boolean active, List<String> events) {}

    static final String CONTENT_TYPE = "application/reginfo+xml";
    private static final String NAMESPACE = "urn:ietf:params:xml:ns:reginfo";

    /** Of a subscription nobody has so many identities, and nobody so many devices. */
    private static final int MOST = 64;

    RegInfo {
        registrations = List.copyOf(registrations);
    }

    /** {@return nothing if {@code body} is no such document} */
    static Optional<RegInfo> read(Octets body) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader in =
                    factory.createXMLStreamReader(new ByteArrayInputStream(body.toArray()));
            try {
                return document(in);
            } finally {
                in.close();
            }
        } catch (XMLStreamException | RuntimeException e) { // the JDK's reader throws both
            return Optional.empty();
        }
    }

    private static Optional<RegInfo> document(XMLStreamReader in) throws XMLStreamException {
        long version = 0;
        boolean full = false;
        boolean inside = false;
        List<Registered> registrations = new ArrayList<>();
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamConstants.DTD) {
                return Optional.empty();
            }
            if (event != XMLStreamConstants.START_ELEMENT || !isOurs(in)) {
                continue;
            }
            if (in.getLocalName().equals("reginfo")) {
                inside = true;
                version = Long.parseLong(attribute(in, "version"));
                full = attribute(in, "state").equals("full");
            } else if (inside && in.getLocalName().equals("registration")) {
                if (registrations.size() == MOST) {
                    return Optional.empty();
                }
                registrations.add(registration(in));
            }
        }
        return inside ? Optional.of(new RegInfo(version, full, registrations)) : Optional.empty();
    }

    private static Registered registration(XMLStreamReader in) throws XMLStreamException {
        String aor = attribute(in, "aor");
        boolean active = attribute(in, "state").equals("active");
        List<String> events = new ArrayList<>();
        int depth = 1;
        while (depth > 0) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (isOurs(in) && in.getLocalName().equals("contact") && events.size() < MOST) {
                    events.add(attribute(in, "event"));
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return new Registered(aor, active, List.copyOf(events));
    }

    private static boolean isOurs(XMLStreamReader in) {
        return NAMESPACE.equals(in.getNamespaceURI());
    }

    private static String attribute(XMLStreamReader in, String name) {
        @Nullable String value = in.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }
}
