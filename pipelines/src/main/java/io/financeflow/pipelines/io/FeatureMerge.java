package io.financeflow.pipelines.io;

import io.financeflow.pipelines.io.FeatureStore.Stretch;
import io.financeflow.pipelines.io.FeatureStore.Tally;
import io.financeflow.schema.db.BinaryCopy;
import io.financeflow.schema.model.FeatureRowTable;
import io.financeflow.schema.model.FeatureRowTable.RowValues;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stages the rows of one stretch and makes the table equal to them, within one transaction. */
final class FeatureMerge {
  private static final int ROWS_PER_COPY = 20_000;

  private final Connection connection;
  private final int featureSet;
  private final Stretch stretch;
  private final BinaryCopy buffer;
  private final Set<LocalDate> ready;
  private final Map<LocalDate, Tally> tallies = new TreeMap<>();

  /** Begins a stretch; the buffer's rows are forgotten. */
  FeatureMerge(Connection connection, int featureSet, Stretch stretch, BinaryCopy buffer)
      throws SQLException {
    this.connection = connection;
    this.featureSet = featureSet;
    this.stretch = stretch;
    this.buffer = buffer;
    this.ready = ready(connection, stretch.relabelFrom(), stretch.rows().to());
    buffer.clear();
    Sql.execute(connection, FeatureRowTable.CREATE_STAGING);
  }

  private static Set<LocalDate> ready(Connection connection, LocalDate from, LocalDate to)
      throws SQLException {
    Set<LocalDate> ready = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(FeatureRowTable.SELECT_READY)) {
      Sql.bind(select, from, to, from, to);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ready.add(row.getObject(1, LocalDate.class));
        }
      }
    }
    return ready;
  }

  /** Notes that a session has bars. */
  void found(DayBars bars) {
    LocalDate date = bars.date();
    if (!date.isBefore(stretch.rows().from()) && !date.isAfter(stretch.rows().to())) {
      tallies.put(date, new Tally(ready.contains(date), 0, 0));
    }
  }

  /**
   * Stages the rows of a session of the stretch whose returns are computed; others are left out.
   */
  void stage(@Nullable DayRows rows) throws SQLException, IOException {
    if (rows == null || !ready.contains(rows.date())) {
      return;
    }
    int count = rows.tickers().size();
    tallies.computeIfPresent(rows.date(), (date, tally) -> tally.plus(count, 0));
    for (int row = 0; row < count; row++) {
      FeatureRowTable.encode(
          buffer,
          rows.date(),
          rows.tickers().get(row),
          new RowValues(rows.features(), rows.columns()),
          new RowValues(rows.labels(), rows.labelColumns()),
          row);
    }
    if (buffer.rows() >= ROWS_PER_COPY) {
      copy();
    }
  }

  private void copy() throws SQLException, IOException {
    Sql.copyIn(connection, FeatureRowTable.COPY_STAGING, buffer);
    buffer.clear();
  }

  /** Makes the table equal to what was staged and returns what was found in each session. */
  Map<LocalDate, Tally> apply() throws SQLException, IOException {
    copy();
    Sql.execute(connection, "ANALYZE incoming_features");
    Sql.execute(connection, FeatureRowTable.PLAN_FOR_BULK);
    LocalDate from = stretch.rows().from();
    LocalDate to = stretch.rows().to();
    Object[] sessions = tallies.keySet().stream().filter(ready::contains).toArray();
    count(
        FeatureRowTable.DELETE_OTHERS,
        featureSet,
        from,
        to,
        connection.createArrayOf("date", sessions));
    count(FeatureRowTable.UPDATE_CHANGED, featureSet, stretch.relabelFrom(), to);
    count(FeatureRowTable.INSERT_NEW, featureSet, from, to, featureSet, from, to);
    return tallies;
  }

  private void count(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Sql.bind(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long changed = row.getLong(2);
          tallies.computeIfPresent(
              row.getObject(1, LocalDate.class), (date, tally) -> tally.plus(0, changed));
        }
      }
    }
  }
}
