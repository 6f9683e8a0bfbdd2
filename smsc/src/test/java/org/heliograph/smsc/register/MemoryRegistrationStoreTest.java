// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.register;

final class MemoryRegistrationStoreTest implements RegistrationStoreContract {
    private final MemoryRegistrationStore store = new MemoryRegistrationStore();

    @Override
    public RegistrationStore store() {
        return store;
    }

    @Override
    public RegistrationStore afterCrash() {
        return store;
    }
}
