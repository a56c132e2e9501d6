package io.financeflow.sandbox;

import io.financeflow.sandbox.fault.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes by hand only; pauses are noted and take none. */
final class HandPace implements Pace {

  private final List<Duration> pauses = new ArrayList<>();
  private Duration now = Duration.ofHours(1);

  @Override
  public synchronized Duration elapsed() {
    return now;
  }

  @Override
  public synchronized void pause(Duration duration) {
    pauses.add(duration);
  }

  synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }

  synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
