// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The subscribers of one reading of the directory, in columns of numbers rather than objects: a
 * million with IMSI and IMPU take about 130 MB. Filled by one thread, then read by many.
 */
final class DirectoryTable {
    private static final int FIRST_ROWS = 16;

    /** Stands before the digits of an IMSI, which may begin with zeros. */
    private static final long IMSI_MARK = 1;

    private static final short BARRED = 1 << 14;

    /** Most different device profiles, and most different sets of services. */
    private static final int MOST_NAMES = BARRED - 1;

    private final int most;

    private long[] msisdns = new long[FIRST_ROWS];
    private long[] imsis = new long[FIRST_ROWS]; // 0: none
    private int[] firstImpus = new int[FIRST_ROWS + 1]; // those of row r: firstImpus[r], to r + 1
    private short[] profiles = new short[FIRST_ROWS];
    private short[] services = new short[FIRST_ROWS]; // and BARRED
    private int size;

    private int[] impuOwners = new int[FIRST_ROWS];
    private int[] impuEnds = new int[FIRST_ROWS + 1]; // in impuOctets; [i + 1] of IMPU i
    private byte[] impuOctets = new byte[FIRST_ROWS * FIRST_ROWS];
    private int impus;

    private final HashIndex byMsisdn = new HashIndex();
    private final HashIndex byImsi = new HashIndex();
    private final HashIndex byImpu = new HashIndex();
    private final Names<Optional<String>> profileNames = new Names<>("device profiles");
    private final Names<Set<String>> serviceSets = new Names<>("sets of services");

    /** Different values, each kept once. */
    private static final class Names<T> {
        private final String what;
        private final Map<T, Short> numbers = new HashMap<>();
        private final List<T> values = new ArrayList<>();

        Names(String what) {
            this.what = what;
        }

        short number(T value) {
            Short known = numbers.get(value);
            if (known != null) {
                return known;
            }
            if (values.size() >= MOST_NAMES) {
                throw new IllegalArgumentException("more than " + MOST_NAMES + " " + what);
            }
            short number = (short) values.size();
            values.add(value);
            numbers.put(value, number);
            return number;
        }

        T value(int number) {
            return values.get(number);
        }
    }

    /**
     * @param most rows
     */
    DirectoryTable(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    /**
     * @throws IllegalArgumentException if one of its identities is of another subscriber already,
     *     or there is no room
     */
    void add(Subscriber subscriber) {
        if (size >= most) {
            throw new IllegalArgumentException("more than " + most + " subscribers");
        }
        long msisdn = number(subscriber.msisdn());
        if (rowOfMsisdn(msisdn) >= 0) {
            throw new IllegalArgumentException("the MSISDN is there already");
        }
        long imsi = subscriber.imsi().map(DirectoryTable::number).orElse(0L);
        if (imsi != 0 && rowOfImsi(imsi) >= 0) {
            throw new IllegalArgumentException("the IMSI is another subscriber's");
        }
        makeRoom();
        int row = size;
        msisdns[row] = msisdn;
        imsis[row] = imsi;
        profiles[row] = profileNames.number(subscriber.profile());
        services[row] =
                (short)
                        (serviceSets.number(subscriber.services())
                                | (subscriber.barred() ? BARRED : 0));
        subscriber.impus().forEach(impu -> addImpu(impu, row));
        firstImpus[row + 1] = impus;
        byMsisdn.add(Long.hashCode(msisdn), row);
        if (imsi != 0) {
            byImsi.add(Long.hashCode(imsi), row);
        }
        size++;
    }

    private void makeRoom() {
        if (size == msisdns.length) {
            int rows = grown(size);
            msisdns = Arrays.copyOf(msisdns, rows);
            imsis = Arrays.copyOf(imsis, rows);
            profiles = Arrays.copyOf(profiles, rows);
            services = Arrays.copyOf(services, rows);
            firstImpus = Arrays.copyOf(firstImpus, rows + 1);
        }
    }

    /** {@return half as much again: of a large table no half is to lie idle} */
    private static int grown(int size) {
        return Math.addExact(size, size / 2 + FIRST_ROWS);
    }

    private void addImpu(String impu, int row) {
        byte[] octets = impu.getBytes(US_ASCII);
        int hash = Arrays.hashCode(octets);
        if (impuEntry(hash, octets) >= 0) {
            throw new IllegalArgumentException("the IMPU is there already");
        }
        if (impus == impuOwners.length) {
            impuOwners = Arrays.copyOf(impuOwners, grown(impus));
            impuEnds = Arrays.copyOf(impuEnds, impuOwners.length + 1);
        }
        int start = impuEnds[impus];
        int end = Math.addExact(start, octets.length);
        if (end > impuOctets.length) {
            impuOctets = Arrays.copyOf(impuOctets, grown(end));
        }
        System.arraycopy(octets, 0, impuOctets, start, octets.length);
        impuEnds[impus + 1] = end;
        impuOwners[impus] = row;
        byImpu.add(hash, impus);
        impus++;
    }

    Optional<Subscriber> find(Msisdn msisdn) {
        return msisdn.digits().startsWith("0")
                ? Optional.empty() // no number of E.164, and none of the directory
                : row(rowOfMsisdn(number(msisdn)));
    }

    Optional<Subscriber> find(Imsi imsi) {
        return row(rowOfImsi(number(imsi)));
    }

    /**
     * @param impu in the form of {@link Subscribers#canonical}
     */
    Optional<Subscriber> findImpu(String impu) {
        byte[] octets = impu.getBytes(US_ASCII);
        int entry = impuEntry(Arrays.hashCode(octets), octets);
        return row(entry < 0 ? entry : impuOwners[entry]);
    }

    private int rowOfMsisdn(long msisdn) {
        return byMsisdn.find(Long.hashCode(msisdn), row -> msisdns[row] == msisdn);
    }

    private int rowOfImsi(long imsi) {
        return byImsi.find(Long.hashCode(imsi), row -> imsis[row] == imsi);
    }

    private int impuEntry(int hash, byte[] octets) {
        return byImpu.find(
                hash,
                entry ->
                        Arrays.equals(
                                octets,
                                0,
                                octets.length,
                                impuOctets,
                                impuEnds[entry],
                                impuEnds[entry + 1]));
    }

    private static long number(Msisdn msisdn) {
        return Long.parseLong(msisdn.digits());
    }

    private static long number(Imsi imsi) {
        return Long.parseLong(IMSI_MARK + imsi.digits());
    }

    private Optional<Subscriber> row(int row) {
        if (row < 0) {
            return Optional.empty();
        }
        List<String> identities = new ArrayList<>();
        for (int i = firstImpus[row]; i < firstImpus[row + 1]; i++) {
            identities.add(
                    new String(impuOctets, impuEnds[i], impuEnds[i + 1] - impuEnds[i], US_ASCII));
        }
        return Optional.of(
                new Subscriber(
                        new Msisdn(Long.toString(msisdns[row])),
                        imsis[row] == 0
                                ? Optional.empty()
                                : Optional.of(new Imsi(Long.toString(imsis[row]).substring(1))),
                        identities,
                        profileNames.value(profiles[row]),
                        serviceSets.value(services[row] & ~BARRED),
                        (services[row] & BARRED) != 0));
    }
}
