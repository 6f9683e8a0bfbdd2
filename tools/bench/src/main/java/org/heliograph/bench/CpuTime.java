// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor's time for one operation. On a machine that others use too it says more than the
 * time by the clock, in which they have their share.
 */
public final class CpuTime implements InternalProfiler {
    static final String LABEL = "cpu";

    private static final String WORKER = "jmh-worker"; // in the names of JMH's threads

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long before;

    @Override
    public String getDescription() {
        return "processor time of the worker";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = spent();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double spent = spent() - before;
        return List.of(
                new ScalarResult(
                        LABEL,
                        spent / result.getMetadata().getAllOps(),
                        "ns/op",
                        AggregationPolicy.AVG));
    }

    private long spent() {
        long spent = 0;
        for (ThreadInfo thread : threads.dumpAllThreads(false, false, 0)) {
            if (thread.getThreadName().contains(WORKER)) {
                spent += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return spent;
    }
}
