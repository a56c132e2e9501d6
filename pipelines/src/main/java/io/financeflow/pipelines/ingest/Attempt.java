package io.financeflow.pipelines.ingest;

import io.financeflow.pipelines.source.Receipt;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One attempt that is under way: makes its log row when it ends. */
final class Attempt {
  private final IngestSettings.Run run;
  private final String dataset;
  private final LocalDate date;
  private final Instant startedAt;

  /** Begins now. */
  Attempt(IngestSettings.Run run, String dataset, LocalDate date) {
    this.run = run;
    this.dataset = dataset;
    this.date = date;
    this.startedAt = run.clock().instant();
  }

  /** Returns what is attempted, of that source. */
  IngestionLog.Subject subject(String source) {
    return new IngestionLog.Subject(run.id(), source, dataset, date);
  }

  /** Returns the log row of an attempt that got an answer. */
  IngestionLog ended(Verdict verdict, long rows, long changed, long rejected, Receipt receipt) {
    IngestionLog.Counts counts = new IngestionLog.Counts(rows, changed, rejected, receipt.bytes());
    return log(
        subject(receipt.source()), verdict.status(), counts, receipt.httpStatus(), verdict.error());
  }

  /** Returns the log row of a date that is known to be closed without asking. */
  IngestionLog closed(String source) {
    return log(subject(source), IngestionStatus.CLOSED, IngestionLog.Counts.NONE, null, null);
  }

  /** Returns the log row of an attempt that the vendor failed. */
  IngestionLog failed(String source, VendorFailure failure) {
    return log(
        subject(source),
        failure.status(),
        IngestionLog.Counts.NONE,
        failure.httpStatus(),
        failure.getMessage());
  }

  private IngestionLog log(
      IngestionLog.Subject subject,
      IngestionStatus status,
      IngestionLog.Counts counts,
      @Nullable Integer httpStatus,
      @Nullable String error) {
    Duration duration = Duration.between(startedAt, run.clock().instant());
    Duration positive = duration.isNegative() ? Duration.ZERO : duration;
    return new IngestionLog(subject, status, counts, startedAt, positive, httpStatus, error);
  }
}
