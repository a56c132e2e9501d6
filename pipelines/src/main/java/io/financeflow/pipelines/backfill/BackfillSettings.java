package io.financeflow.pipelines.backfill;

import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.returns.ReturnsSettings;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a backfill of bars needs; serialized to its workers, secrets included, never printed.
 *
 * @param ingest vendor, range and policy
 * @param files folder of the vendor's daily files; null to ask the vendor
 * @param lanes the work of each worker
 * @param longestGap as {@link ReturnsSettings#longestGap}
 */
public record BackfillSettings(
    IngestSettings ingest, @Nullable String files, List<Lane> lanes, int longestGap)
    implements Serializable {
  /** So few sessions of a quarter have a ticker whose previous close lies in the piece before. */
  private static final int LONGEST_PIECE = 63;

  private static final int SHORTEST_PIECE = 5;
  private static final int PIECES_PER_WORKER = 4;

  /** Keeps its own list. */
  public BackfillSettings {
    lanes = List.copyOf(lanes);
  }

  /** Names the run without secrets. */
  @Override
  public String toString() {
    return "BackfillSettings[" + ingest + ", " + files + ", " + lanes.size() + " lanes]";
  }

  /** Returns the settings of the returns that go with the bars. */
  ReturnsSettings returns() {
    return new ReturnsSettings(
        ingest.database(), ingest.range(), longestGap, ingest.run().id(), ingest.run().clock());
  }

  /**
   * In which order and how many at a time.
   *
   * @param backwards true to begin with the newest sessions
   * @param maxParallel pieces loaded at the same time, >= 1
   */
  public record Pace(boolean backwards, int maxParallel) {
    /** Refuses less than one worker. */
    public Pace {
      if (maxParallel < 1) {
        throw new IllegalArgumentException(
            "sessions loaded at the same time must be >= 1 but were " + maxParallel);
      }
    }
  }

  /** Returns the settings of a plan, cut into pieces that keep all workers busy. */
  public static BackfillSettings of(
      IngestSettings ingest, @Nullable String files, BackfillPlan plan, Pace pace, int longestGap) {
    int sessions = plan.sessions().size();
    int even = sessions / (PIECES_PER_WORKER * pace.maxParallel());
    List<Piece> pieces = plan.pieces(Math.max(SHORTEST_PIECE, Math.min(LONGEST_PIECE, even)));
    List<Lane> lanes = BackfillPlan.lanes(pieces, pace.backwards(), pace.maxParallel());
    return new BackfillSettings(ingest, files, lanes, longestGap);
  }
}
