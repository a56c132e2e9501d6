package io.financeflow.pipelines.source.polygon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestWindowTest {
  private final List<Long> sleptMillis = new ArrayList<>();
  private long nanos = 5_000_000_000L;

  private RequestWindow window(int perMinute) {
    return new RequestWindow(
        perMinute,
        () -> nanos,
        millis -> {
          sleptMillis.add(millis);
          nanos += millis * 1_000_000;
        });
  }

  @Test
  void burstUpToTheLimitIsNotHeldBack() throws InterruptedException {
    RequestWindow window = window(5);

    for (int i = 0; i < 5; i++) {
      window.await();
    }

    assertThat(sleptMillis).isEmpty();
  }

  @Test
  void noSixtySecondsSeeMoreThanTheLimit() throws InterruptedException {
    RequestWindow window = window(3);
    List<Long> sent = new ArrayList<>();

    for (int i = 0; i < 12; i++) {
      window.await();
      sent.add(nanos / 1_000_000);
      nanos += 1_700_000_000L;
    }

    for (int i = 3; i < sent.size(); i++) {
      assertThat(sent.get(i) - sent.get(i - 3)).isGreaterThanOrEqualTo(60_500);
    }
    assertThat(sleptMillis).containsExactly(55_401L, 55_400L, 55_400L);
  }

  @Test
  void requestThatNeverLeftDoesNotCount() throws InterruptedException {
    RequestWindow window = window(1);

    for (int i = 0; i < 4; i++) {
      window.await();
      window.release();
    }

    assertThat(sleptMillis).isEmpty();
  }

  @Test
  void limitOfZeroNeverWaits() throws InterruptedException {
    RequestWindow window = window(0);

    for (int i = 0; i < 1_000; i++) {
      window.await();
    }

    assertThat(sleptMillis).isEmpty();
  }
}
