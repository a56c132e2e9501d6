package io.financeflow.schema.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A pool of connections to one PostgreSQL database, and Jdbi on it.
 *
 * <p>The time zone of every session is the one the database itself names ({@code ALTER DATABASE ..
 * SET timezone}), and UTC when it names none; never that of the JVM that happens to connect.
 *
 * <p>Thread-safe. A caller that finds every connection taken waits up to 30 seconds for one.
 */
public final class Database implements AutoCloseable {

  static final int POOL_SIZE = 4;

  /** Which Java elements make which PostgreSQL arrays, by their texts. */
  private static final Map<Class<?>, String> ARRAYS =
      Map.of(
          Long.class, "bigint",
          Integer.class, "integer",
          Double.class, "double precision",
          Boolean.class, "boolean",
          String.class, "text",
          UUID.class, "uuid",
          Instant.class, "timestamptz",
          LocalDate.class, "date");

  private static final String TIME_ZONE_OF_THE_DATABASE =
      """
      SELECT set_config('TimeZone', coalesce((
        SELECT substring(c FROM '=(.*)')
        FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase,
             unnest(s.setconfig) c
        WHERE d.datname = current_database() AND s.setrole = 0 AND c ILIKE 'timezone=%'
      ), 'UTC'), false)
      """;

  private final DatabaseSettings settings;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(DatabaseSettings settings, HikariDataSource pool) {
    this.settings = settings;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    ARRAYS.forEach(jdbi::registerArrayType);
  }

  /**
   * Connects once, then opens a pool of up to {@value #POOL_SIZE} connections.
   *
   * @throws DatabaseUnavailable when that first connection fails
   */
  public static Database connect(DatabaseSettings settings) {
    return connect(settings, POOL_SIZE);
  }

  /**
   * Connects once, then opens a pool.
   *
   * @param most how many connections the pool may open, 1 or more
   * @throws DatabaseUnavailable when that first connection fails
   */
  public static Database connect(DatabaseSettings settings, int most) {
    PGSimpleDataSource source = source(settings);
    try (Connection first = source.getConnection()) {
      first.isReadOnly();
    } catch (SQLException e) {
      throw new DatabaseUnavailable(settings, e);
    }
    return new Database(settings, new HikariDataSource(poolOf(source, most)));
  }

  /** The pool; closing a connection of it gives the connection back. */
  public DataSource dataSource() {
    return pool;
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  public DatabaseSettings settings() {
    return settings;
  }

  /** Closes every connection, also those still in use. Closing twice is fine. */
  @Override
  public void close() {
    pool.close();
  }

  /** How many connections are taken out of the pool right now. */
  int borrowedConnections() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  /** Plain connections with our defaults; what the url says wins over them. */
  static PGSimpleDataSource source(DatabaseSettings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(settings.url());
    String own = settings.url().substring(settings.url().indexOf('?') + 1);
    if (!own.contains("ApplicationName=")) {
      source.setApplicationName("financeflow");
    }
    if (!own.contains("reWriteBatchedInserts=")) {
      source.setReWriteBatchedInserts(true);
    }
    if (!own.contains("tcpKeepAlive=")) {
      source.setTcpKeepAlive(true);
    }
    source.setUser(settings.user());
    if (!settings.password().isEmpty()) {
      source.setPassword(settings.password());
    }
    return source;
  }

  private static HikariConfig poolOf(DataSource source, int most) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("financeflow");
    config.setDataSource(source);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(0);
    config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
    config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
    // The first connection has just been tried, so the pool need not fail fast itself.
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(TIME_ZONE_OF_THE_DATABASE);
    return config;
  }
}
