package io.financeflow.sandbox.simulated;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The own levels of all listings for the blocks used last, at most eight. Thread-safe. */
final class Blocks {

  private static final int KEPT = 8;

  private final List<SimulatedListing> members;
  private final Map<Integer, double[][]> kept = new LinkedHashMap<>(16, 0.75f, true);

  Blocks(List<SimulatedListing> members) {
    this.members = members;
  }

  /** The levels of the block, per listing in the order given. */
  synchronized double[][] get(int block) {
    double[][] levels = kept.computeIfAbsent(block, this::filled);
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return levels;
  }

  private double[][] filled(int block) {
    double[][] levels = new double[members.size()][OwnPath.BLOCK + 1];
    for (int i = 0; i < levels.length; i++) {
      members.get(i).fill(block, levels[i]);
    }
    return levels;
  }
}
