package io.financeflow.pipelines.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.pipelines.io.SessionStates;
import io.financeflow.schema.market.IngestionStatus;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackfillPlanTest {
  /** Thursday to Wednesday, without the weekend: the first is done, the second failed. */
  private static final List<SessionStates.State> WEEK =
      List.of(
          state("2025-01-16", true, IngestionStatus.DONE),
          state("2025-01-17", false, IngestionStatus.FAILED),
          state("2025-01-21", false, null),
          state("2025-01-22", false, null));

  @Test
  void noneRunsOnlyWhatWasNeverAttempted() {
    BackfillPlan plan = BackfillPlan.ofBars(WEEK, Reprocess.none);

    assertThat(plan.sessions()).containsExactly(day("2025-01-21"), day("2025-01-22"));
    assertThat(plan.leftUndone())
        .extracting(step -> step.session() + " " + step.reason())
        .containsExactly("2025-01-17 last attempt: FAILED");
  }

  @Test
  void failedRunsWhatDidNotEndWellAsOneBlock() {
    BackfillPlan plan = BackfillPlan.ofBars(WEEK, Reprocess.failed);

    assertThat(plan.blocks())
        .extracting(Object::toString)
        .containsExactly("2025-01-17..2025-01-22");
    assertThat(plan.leftUndone()).isEmpty();
  }

  @Test
  void sessionsWithBarsAreNeverInOnePieceWithThoseWithout() {
    List<Piece> pieces = BackfillPlan.ofBars(WEEK, Reprocess.all).pieces(2);

    assertThat(pieces)
        .extracting(p -> p.sessions() + " " + p.first() + " until " + p.plannedUntil())
        .containsExactly(
            "2025-01-16 false until 2025-01-16",
            "2025-01-17..2025-01-21 true until 2025-01-22",
            "2025-01-22 true until 2025-01-22");
  }

  @Test
  void computingSkipsSessionsWithoutBarsAndTakesDueOnes() {
    List<SessionStates.State> states =
        List.of(
            new SessionStates.State(day("2025-01-16"), true, true, IngestionStatus.DONE, null),
            state("2025-01-17", true, IngestionStatus.DONE),
            state("2025-01-21", false, null));

    BackfillPlan plan = BackfillPlan.ofComputed(states, Reprocess.none);

    assertThat(plan.steps())
        .extracting(step -> step.session() + " " + step.runs() + " " + step.reason())
        .containsExactly(
            "2025-01-16 true its input has changed",
            "2025-01-17 false last attempt: DONE",
            "2025-01-21 false no bars");
  }

  @Test
  void lanesTakePiecesInTurnFromTheSameEnd() {
    List<Piece> pieces = BackfillPlan.ofBars(WEEK, Reprocess.all).pieces(1);

    assertThat(lanes(pieces, false))
        .containsExactly("2025-01-16 2025-01-21 ", "2025-01-17 2025-01-22 ");
    assertThat(lanes(pieces, true))
        .containsExactly("2025-01-22 2025-01-17 ", "2025-01-21 2025-01-16 ");
    assertThat(BackfillPlan.lanes(List.of(), false, 2)).isEmpty();
  }

  private static List<String> lanes(List<Piece> pieces, boolean backwards) {
    return BackfillPlan.lanes(pieces, backwards, 2).stream()
        .map(
            lane -> {
              StringBuilder text = new StringBuilder();
              lane.pieces().forEach(piece -> text.append(piece.sessions()).append(' '));
              return text.toString();
            })
        .toList();
  }

  private static SessionStates.State state(
      String date, boolean hasBars, @Nullable IngestionStatus last) {
    return new SessionStates.State(day(date), hasBars, false, last, null);
  }

  private static LocalDate day(String date) {
    return LocalDate.parse(date);
  }
}
