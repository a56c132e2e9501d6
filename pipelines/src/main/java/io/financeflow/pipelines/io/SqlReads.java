package io.financeflow.pipelines.io;

import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.Split;
import io.financeflow.schema.market.SplitTable;
import io.financeflow.schema.market.TickerTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.values.KV;

/** The small reads of pipelines, by JdbcIO. */
public final class SqlReads {
  private SqlReads() {}

  /** Reads the splits with an execution date in a range. */
  public static JdbcIO.Read<Split> splits(
      JdbcIO.DataSourceConfiguration database, DateRange range) {
    return JdbcIO.<Split>read()
        .withDataSourceConfiguration(database)
        .withQuery(withoutTableName(SplitTable.SELECT))
        .withStatementPreparator(statement -> bind(range, statement))
        .withRowMapper(new SplitMapper());
  }

  /** Reads where listings ended in a range: symbol and ISO date of its last session. */
  public static JdbcIO.Read<KV<String, String>> listingEnds(
      JdbcIO.DataSourceConfiguration database, DateRange range) {
    return JdbcIO.<KV<String, String>>read()
        .withDataSourceConfiguration(database)
        .withQuery(withoutTableName(TickerTable.SELECT_ENDS))
        .withStatementPreparator(statement -> bind(range, statement))
        .withRowMapper(new ListingEndMapper());
  }

  /**
   * Hides the table from JdbcIO of Beam 2.70, which prints what it finds after FROM to standard
   * output; a comment instead of the blank means the same to PostgreSQL.
   */
  private static String withoutTableName(String query) {
    return query.replace("FROM ", "FROM/**/");
  }

  /** Named, as JdbcIO finds the coder by the mapper's type. */
  private static final class SplitMapper implements JdbcIO.RowMapper<Split> {
    private static final long serialVersionUID = 1L;

    @Override
    public Split mapRow(ResultSet row) throws SQLException {
      return SplitTable.read(row);
    }
  }

  /** Named, as JdbcIO finds the coder by the mapper's type. */
  private static final class ListingEndMapper implements JdbcIO.RowMapper<KV<String, String>> {
    private static final long serialVersionUID = 1L;

    @Override
    public KV<String, String> mapRow(ResultSet row) throws SQLException {
      return KV.of(row.getString(1), row.getString(2));
    }
  }

  private static void bind(DateRange range, PreparedStatement statement) throws SQLException {
    statement.setObject(1, range.from());
    statement.setObject(2, range.to());
  }
}
