// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

/**
 * Everything an operator may set. One component a section of the YAML file; each section's record
 * says the rest.
 */
public record Settings(SmscSettings smsc, MmscSettings mmsc) {}
