package io.financeflow.schema.db;

/**
 * The tables of this version of the program: the files {@code db/migration/V001__name.sql} on the
 * classpath, in the order of their numbers.
 *
 * <p>Only {@link #migrate} starts Flyway, and only when the database is behind; the questions are
 * answered by one query and by the names of the files. Thread-safe.
 */
public final class Migrations {

  private static final MigrationSet BUNDLED = new MigrationSet("db/migration");

  private Migrations() {}

  /**
   * Brings the database to {@link #latestVersion()}; does nothing when it is there already. Two
   * programs may do this at once: the second waits for the first.
   *
   * @throws MigrationFailed when a file cannot be applied, or when the database is newer than this
   *     program
   */
  public static void migrate(Database database) {
    BUNDLED.migrate(database);
  }

  /** The number of the last applied migration; 0 when there is none yet. */
  public static int currentVersion(Database database) {
    return BUNDLED.currentVersion(database);
  }

  /** The highest number among the bundled files; 0 when there are none. */
  public static int latestVersion() {
    return BUNDLED.latestVersion();
  }

  /** Whether the database has exactly the tables of this version of the program. */
  public static boolean isCurrent(Database database) {
    return currentVersion(database) == latestVersion();
  }
}
