package io.financeflow.pipelines.io;

import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.Split;
import io.financeflow.schema.market.SplitTable;
import io.financeflow.schema.market.TickerTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.KV;

/**
 * What happened to symbols in a range of dates, as stored.
 *
 * @param splits by execution date
 * @param listingEnds symbol and ISO date of the last session of one company's use of it
 */
public record EventReads(List<Split> splits, List<KV<String, String>> listingEnds) {

  static EventReads read(Connection connection, DateRange range) throws SQLException {
    List<Split> splits = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SplitTable.SELECT)) {
      Sql.bind(select, range.from(), range.to());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          splits.add(SplitTable.read(row));
        }
      }
    }
    List<KV<String, String>> ends = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(TickerTable.SELECT_ENDS)) {
      Sql.bind(select, range.from(), range.to());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ends.add(KV.of(row.getString(1), row.getString(2)));
        }
      }
    }
    return new EventReads(splits, ends);
  }
}
