package io.financeflow.cli.output;

import io.financeflow.ml.forecaster.UnreadableModel;
import io.financeflow.ml.store.CorruptArtifact;
import io.financeflow.ml.store.ModelRefusal;
import io.financeflow.ml.store.NoSuchModel;
import io.financeflow.orchestrator.backfill.RefusedBackfill;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.settings.InvalidSetting;
import io.financeflow.orchestrator.settings.KeyFileUnusable;
import io.financeflow.orchestrator.settings.ProbeFailed;
import io.financeflow.orchestrator.settings.UnreadableSecret;
import io.financeflow.orchestrator.template.KnownNames;
import io.financeflow.pipelines.features.UnusableDataset;
import io.financeflow.pipelines.io.ChangedDefinition;
import io.financeflow.pipelines.io.MixedSources;
import io.financeflow.schema.db.DatabaseUnavailable;
import io.financeflow.schema.db.EmbeddedPostgresFailed;
import io.financeflow.schema.db.MigrationFailed;
import java.sql.SQLException;

/**
 * A failed command in one line: what happened and what to do.
 *
 * @param exitCode what the process says
 * @param message one line without secrets
 */
public record Failure(ExitCode exitCode, String message) {

  /** A wrong use of a command, found after its flags were parsed. */
  public static final class Usage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A wrong use, in one line. */
    public Usage(String message) {
      super(message);
    }
  }

  /** A command that ran and could not do all it should. */
  public static final class Incomplete extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** What is incomplete, in one line. */
    public Incomplete(ExitCode exitCode, String message) {
      super(message);
      this.exitCode = exitCode;
    }
  }

  /** Returns what a thrown failure means, found by its causes. */
  public static Failure of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Usage) {
        return new Failure(ExitCode.USAGE, line(cause));
      }
      if (cause instanceof Incomplete incomplete) {
        return new Failure(incomplete.exitCode, line(cause));
      }
      if (cause instanceof UnusableDataset unusable) {
        return new Failure(
            unusable.isNotReady() ? ExitCode.NOT_READY : ExitCode.USAGE, line(cause));
      }
      if (cause instanceof MixedSources || cause instanceof ChangedDefinition) {
        return new Failure(ExitCode.BAD_INPUT, line(cause));
      }
      if (cause instanceof InvalidSetting || cause instanceof KeyFileUnusable) {
        return new Failure(ExitCode.USAGE, line(cause));
      }
      if (cause instanceof NoSuchThing || cause instanceof RefusedBackfill) {
        return new Failure(ExitCode.USAGE, line(cause));
      }
      if (cause instanceof NoSuchModel missing) {
        String hint = KnownNames.hint(missing.unknown(), missing.known());
        return new Failure(ExitCode.USAGE, line(cause) + "; " + hint);
      }
      if (cause instanceof ModelRefusal) {
        return new Failure(ExitCode.USAGE, line(cause));
      }
      if (cause instanceof UnreadableSecret
          || cause instanceof CorruptArtifact
          || cause instanceof UnreadableModel) {
        return new Failure(ExitCode.BAD_INPUT, line(cause));
      }
      if (cause instanceof ProbeFailed) {
        return new Failure(ExitCode.FAILED, line(cause));
      }
      if (isOurDatabase(cause)) {
        return new Failure(ExitCode.DATABASE, line(cause));
      }
      if (cause instanceof SQLException) {
        return new Failure(
            ExitCode.DATABASE,
            line(cause) + " (database): see ./financeflow db status, then retry");
      }
    }
    return new Failure(
        ExitCode.FAILED, line(root(thrown)) + ": run again with --debug for the stack trace");
  }

  private static boolean isOurDatabase(Throwable cause) {
    return cause instanceof DatabaseUnavailable
        || cause instanceof EmbeddedPostgresFailed
        || cause instanceof MigrationFailed;
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String line(Throwable cause) {
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
