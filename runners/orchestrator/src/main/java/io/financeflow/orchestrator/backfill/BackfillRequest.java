package io.financeflow.orchestrator.backfill;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A backfill that is asked for.
 *
 * @param name unique among all backfills: letters, digits and {@code _ . -}, at most 100
 * @param downstream whether the DAGs that wait for what this one renews get a backfill each
 * @param askedBy who asks
 */
public record BackfillRequest(
    String name,
    String dag,
    SlotChoice slots,
    Content content,
    Pace pace,
    boolean downstream,
    String askedBy) {

  /** Refuses a name that is none. */
  public BackfillRequest {
    if (!name.matches("[A-Za-z0-9_.-]{1,100}")) {
      throw new RefusedBackfill(
          "a name must be 1 to 100 letters, digits, '_', '.' or '-' but was '" + name + "'");
    }
  }

  /**
   * What each run is.
   *
   * @param tasks the only tasks to run, empty for all; those before them that are left out do not
   *     run and are not waited for
   * @param params by name, JSON of the type or its text; those not given take their usual values
   * @param reprocess which slots that have run are run again
   * @param merge at most so many consecutive slots without a run become one; 0: as the DAG's
   *     catch-up has it, {@value #USUAL_MERGE} when that is merged and 1 otherwise
   */
  public record Content(
      List<String> tasks, Map<String, JsonElement> params, Reprocess reprocess, int merge) {

    /** The sessions of a quarter. */
    static final int USUAL_MERGE = 63;

    /** All tasks, usual parameters, only slots without a run, merged as the DAG has it. */
    public static final Content USUAL = new Content(List.of(), Map.of(), Reprocess.NONE, 0);

    /** Keeps sorted copies; refuses a negative {@code merge}. */
    public Content {
      tasks = List.copyOf(new TreeSet<>(tasks));
      params = new TreeMap<>(params);
      if (merge < 0) {
        throw new RefusedBackfill("merge must be >= 1 but was " + merge);
      }
    }
  }

  /**
   * How fast it goes.
   *
   * @param backwards whether the latest slot runs first
   * @param maxActiveRuns its runs at once, 1 or more
   * @param share percentage of the starts in each pool it may insist on beside live runs, 0 to 100
   */
  public record Pace(boolean backwards, int maxActiveRuns, int share) {

    /** Forwards, 10 runs at once, a quarter of the starts. */
    public static final Pace USUAL = new Pace(false, 10, 25);

    /** Refuses what is out of bounds. */
    public Pace {
      if (maxActiveRuns < 1) {
        throw new RefusedBackfill("max-active-runs must be >= 1 but was " + maxActiveRuns);
      }
      if (share < 0 || share > 100) {
        throw new RefusedBackfill("share must be 0 to 100 but was " + share);
      }
    }
  }
}
