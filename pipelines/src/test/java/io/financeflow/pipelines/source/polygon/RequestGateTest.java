package io.financeflow.pipelines.source.polygon;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.pipelines.source.RequestLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestGateTest {
  private final Deque<Long> delaysMillis = new ArrayDeque<>();
  private final List<Long> sleptMillis = new ArrayList<>();
  private final List<Long> released = new ArrayList<>();
  private long reserved;
  private long nanos;
  private long oversleepMillis;

  private final RequestLimit limit =
      new RequestLimit() {
        @Override
        public Slot reserve() {
          return new Slot(++reserved, Duration.ofMillis(delaysMillis.remove()));
        }

        @Override
        public void release(Slot slot) {
          released.add(slot.id());
        }
      };
  private final RequestGate gate =
      new RequestGate(
          limit,
          () -> nanos,
          millis -> {
            sleptMillis.add(millis);
            nanos += (millis + oversleepMillis) * 1_000_000;
          });

  @Test
  void slotOfNowIsNotWaitedFor() throws InterruptedException {
    delaysMillis.add(0L);

    assertThat(gate.await().id()).isEqualTo(1);
    assertThat(sleptMillis).isEmpty();
  }

  @Test
  void slotOfLaterIsWaitedFor() throws InterruptedException {
    delaysMillis.add(12_000L);

    assertThat(gate.await().id()).isEqualTo(1);
    assertThat(sleptMillis).containsExactly(12_001L);
  }

  @Test
  void slotThatIsOversleptLapsesAndAnotherIsReserved() throws InterruptedException {
    delaysMillis.addAll(List.of(1_000L, 2_000L, 0L));
    oversleepMillis = 250;

    assertThat(gate.await().id()).isEqualTo(3);
    assertThat(sleptMillis).containsExactly(1_001L, 2_001L);
  }

  @Test
  void unusedSlotIsGivenBack() {
    gate.release(new RequestLimit.Slot(7, Duration.ZERO));

    assertThat(released).containsExactly(7L);
  }
}
