package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.RangeOptions;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** Flags of {@link DatasetPipeline#main}. */
public interface DatasetOptions extends RangeOptions {
  /** Returns the name. */
  @Description("Name of the dataset: a-z 0-9 _ -")
  @Validation.Required
  String getDataset();

  /** Sets the name. */
  void setDataset(String name);

  /** Returns the tickers. */
  @Description("Tickers, separated by commas; empty for all with --leastRows rows")
  @Default.String("")
  String getTickers();

  /** Sets the tickers. */
  void setTickers(String tickers);

  /** Returns the least number of rows. */
  @Description("Rows that a ticker must have in the range when no tickers are given")
  @Default.Integer(60)
  int getLeastRows();

  /** Sets the least number of rows. */
  void setLeastRows(int rows);

  /** Returns the request that these flags are; split and window are the defaults. */
  static DatasetRequest request(DatasetOptions options) {
    String tickers = options.getTickers();
    List<String> given = tickers.isEmpty() ? List.of() : List.of(tickers.split(",", -1));
    return new DatasetRequest(
        options.getDataset(),
        RangeOptions.range(options),
        new DatasetRequest.Universe(given, options.getLeastRows()),
        DatasetRequest.Split.DEFAULT);
  }
}
