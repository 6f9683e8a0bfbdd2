// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

/**
 * Everything an operator may set. One component a section of the settings file, whose shipped copy
 * ({@code heliograph.yaml} beside this class) has the meaning and the default of each component of
 * these records.
 */
public record Settings(
        SmscSettings smsc,
        MmscSettings mmsc,
        SubscriberSettings subscribers,
        HandsetSetupSettings handsetSetup,
        ChargingSettings charging,
        ConsoleSettings console) {}
