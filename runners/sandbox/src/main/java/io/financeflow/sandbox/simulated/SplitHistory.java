package io.financeflow.sandbox.simulated;

import io.financeflow.sandbox.market.Split;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The splits of one listing: forward when its raw price is above its ceiling, reverse when low. */
final class SplitHistory {

  private static final double FLOOR = 1.5;
  private static final int NOTICE = 12;
  private static final int[][] FORWARD = {
    {2, 3}, {1, 2}, {1, 2}, {1, 2}, {1, 3}, {1, 4}, {1, 5}, {1, 10}, {1, 20}
  };
  private static final int[][] REVERSE = {{5, 1}, {8, 1}, {10, 1}, {15, 1}, {20, 1}, {25, 1}};

  private final List<Split> splits = new ArrayList<>();
  private int[] sessions = {};
  private double[] scales = {};

  SplitHistory(PricePath path, Lifetime life, double ceiling, long seed, Sessions calendar) {
    double scale = 1;
    for (int k = life.first() / OwnPath.BLOCK + 1; k * OwnPath.BLOCK < life.end(); k++) {
      long bits = Mix.of(seed, k);
      int session = k * OwnPath.BLOCK + 2 + (int) (Mix.unit(bits) * (OwnPath.BLOCK - 4));
      double price = path.before(k) * scale;
      boolean due = price > ceiling || (price < FLOOR && ceiling < 1e9);
      if (due && Mix.unit(bits, 1) < 0.4 && session < life.end()) {
        int[] ratio = ratio(price, ceiling, Mix.of(bits, 2));
        scale *= (double) ratio[0] / ratio[1];
        add(session, scale, ratio, life, calendar);
      }
    }
  }

  /** Turns a price in shares of the first session into a raw price of the session. */
  double scale(int session) {
    double scale = 1;
    for (int i = 0; i < sessions.length && sessions[i] <= session; i++) {
      scale = scales[i];
    }
    return scale;
  }

  List<Split> splits() {
    return splits;
  }

  private void add(int session, double scale, int[] ratio, Lifetime life, Sessions calendar) {
    int announced = Math.max(life.first(), session - NOTICE);
    splits.add(
        new Split(
            calendar.date(announced),
            calendar.date(session),
            BigDecimal.valueOf(ratio[0]),
            BigDecimal.valueOf(ratio[1])));
    sessions = Arrays.copyOf(sessions, sessions.length + 1);
    scales = Arrays.copyOf(scales, scales.length + 1);
    sessions[sessions.length - 1] = session;
    scales[scales.length - 1] = scale;
  }

  private static int[] ratio(double price, double ceiling, long bits) {
    int[][] choices = price < FLOOR ? REVERSE : FORWARD;
    int pick = (int) (Mix.unit(bits) * (choices.length - 2));
    boolean far = price < FLOOR ? price < 0.3 : price > 3 * ceiling;
    return choices[far ? choices.length - 1 - pick % 2 : pick];
  }
}
