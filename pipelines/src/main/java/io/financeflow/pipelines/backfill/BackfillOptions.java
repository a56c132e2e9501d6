package io.financeflow.pipelines.backfill;

import io.financeflow.pipelines.ingest.IngestOptions;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.io.SessionStates;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.pipelines.returns.ReturnsSettings;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** Flags of {@link BackfillPipeline#main}. */
public interface BackfillOptions extends IngestOptions {
  /** Returns the folder of flat files. */
  @Description("Folder of the vendor's daily files, any Beam file system; empty to ask the vendor")
  @Default.String("")
  String getFiles();

  /** Sets the folder of flat files. */
  void setFiles(String folder);

  /** Returns which sessions run again. */
  @Description("Which attempted sessions run again: none, failed, all")
  @Default.Enum("none")
  Reprocess getReprocess();

  /** Sets which sessions run again. */
  void setReprocess(Reprocess reprocess);

  /** Returns whether the newest sessions come first. */
  @Description("Begin with the newest sessions")
  @Default.Boolean(false)
  boolean getBackwards();

  /** Sets whether the newest sessions come first. */
  void setBackwards(boolean backwards);

  /** Returns the number of workers. */
  @Description("Pieces loaded at the same time")
  @Default.Integer(2)
  int getMaxParallel();

  /** Sets the number of workers. */
  void setMaxParallel(int workers);

  /** Returns the typed form of these flags, planned from what the database holds. */
  static BackfillSettings settings(BackfillOptions options, Clock clock)
      throws SQLException, IOException {
    IngestSettings ingest = IngestOptions.settings(options, clock);
    DateRange range = ingest.range();
    Transactions transactions = new Transactions(ingest.database());
    try {
      List<SessionStates.State> states =
          new SessionStates(transactions)
              .of(
                  SessionStates.Subject.BARS,
                  TradingCalendar.nyse().sessions(range.from(), range.to()));
      BackfillPlan plan = BackfillPlan.ofBars(states, options.getReprocess());
      String files = options.getFiles().isEmpty() ? null : options.getFiles();
      return BackfillSettings.of(
          ingest,
          files,
          plan,
          new BackfillSettings.Pace(options.getBackwards(), options.getMaxParallel()),
          ReturnsSettings.DEFAULT_GAP);
    } finally {
      transactions.close();
    }
  }
}
