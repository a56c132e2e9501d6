package io.financeflow.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.SQLException;

/** Measures one piece of work: wall time and the peak of the used heap, garbage included. */
final class Stopwatch {
  private Stopwatch() {}

  /**
   * What was measured.
   *
   * @param seconds wall time
   * @param peakHeapMb sum over the heap's pools of their peak use, in MiB
   */
  record Lap(double seconds, long peakHeapMb) {}

  /** Work that may fail as databases and files do. */
  interface Work {
    /** Runs once. */
    void run() throws SQLException, IOException;
  }

  /** Runs the work and returns what it took. */
  static Lap measure(Work work) throws SQLException, IOException {
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    return new Lap(seconds, peak >> 20);
  }
}
