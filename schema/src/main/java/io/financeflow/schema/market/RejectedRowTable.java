package io.financeflow.schema.market;

/** SQL of {@code rejected_rows}: the rejects of the latest attempt at a session. */
public final class RejectedRowTable {
  /** Forgets the rejects of earlier attempts; parameters: source, dataset, date. */
  public static final String DELETE =
      "DELETE FROM rejected_rows WHERE source = ? AND dataset = ? AND trading_date = ?";

  /** Keeps one reject; parameters: source, dataset, date, original, reason. */
  public static final String INSERT =
      """
      INSERT INTO rejected_rows (source, dataset, trading_date, original, reason)
      VALUES (?, ?, ?, ?, ?)
      """;

  private RejectedRowTable() {}
}
