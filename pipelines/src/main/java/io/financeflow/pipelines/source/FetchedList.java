package io.financeflow.pipelines.source;

import io.financeflow.schema.market.RejectedRow;
import java.util.List;

/**
 * A complete reference list as a vendor gave it, all pages.
 *
 * @param rows valid rows, no two equal
 * @param rejects rows that broke a rule
 * @param receipt what the answer cost
 */
public record FetchedList<T>(List<T> rows, List<RejectedRow> rejects, Receipt receipt) {}
