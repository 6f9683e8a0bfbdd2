// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.heliograph.smsc.register.RegistrationStore;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.SipCredentials;

/**
 * What registrations need of others.
 *
 * @param store stays the caller's to close, afterwards
 * @param credentials of handsets that prove themselves, as they are now
 * @param here told of each subscriber to whom there is a new way from here alone: a connection
 * @param again told of each subscriber of whom other nodes know as much: registered where every
 *     node reaches them, or again, not any more, or by another node. What is carried here may be
 *     tried
 */
public record Registering(
        RegistrationStore store,
        Supplier<SipCredentials> credentials,
        Consumer<Msisdn> here,
        Consumer<Msisdn> again) {}
