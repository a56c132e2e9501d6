package io.financeflow.pipelines.io;

import io.financeflow.schema.market.Dividend;
import io.financeflow.schema.market.DividendTable;
import io.financeflow.schema.market.Listing;
import io.financeflow.schema.market.Split;
import io.financeflow.schema.market.SplitTable;
import io.financeflow.schema.market.TickerTable;
import java.util.List;
import java.util.Optional;

/** The three reference tables as a {@link ReferenceStore} takes them. */
public final class ReferenceTables {
  /** {@code splits}, by range of execution dates. */
  public static final ReferenceStore.Table<Split> SPLITS =
      new ReferenceStore.Table<>(
          new ReferenceStore.Statements(SplitTable.SELECT, SplitTable.UPSERT, SplitTable.DELETE),
          SplitTable::read,
          split -> split,
          SplitTable::bind,
          SplitTable::bind,
          5,
          split ->
              Optional.of(
                  new ReferenceStore.Touch(
                      split.ticker(), split.executionDate().minusDays(1), "split")));

  /** {@code dividends}, by range of ex-dates. */
  public static final ReferenceStore.Table<Dividend> DIVIDENDS =
      new ReferenceStore.Table<>(
          new ReferenceStore.Statements(
              DividendTable.SELECT, DividendTable.UPSERT, DividendTable.DELETE),
          DividendTable::read,
          d -> List.of(d.ticker(), d.exDividendDate(), d.type(), d.cashAmount()),
          DividendTable::bind,
          DividendTable::bindKey,
          10,
          dividend -> Optional.empty());

  /** {@code tickers}, the whole table. */
  public static final ReferenceStore.Table<Listing> TICKERS =
      new ReferenceStore.Table<>(
          new ReferenceStore.Statements(TickerTable.SELECT, TickerTable.UPSERT, TickerTable.DELETE),
          TickerTable::read,
          listing -> listing.ticker() + " " + listing.delistedDate(),
          TickerTable::bind,
          TickerTable::bindKey,
          9,
          listing ->
              Optional.ofNullable(listing.delistedDate())
                  .map(end -> new ReferenceStore.Touch(listing.ticker(), end, "listing")));

  private ReferenceTables() {}
}
