package io.financeflow.pipelines.io;

import java.time.LocalDate;
import java.util.List;

/**
 * The feature rows of one session.
 *
 * @param date session
 * @param tickers of the rows, ascending
 * @param features values of the first row, then those of the second, ...; the rest is unused
 * @param columns features of a row
 * @param labels likewise; NaN is unknown
 * @param labelColumns labels of a row
 */
@SuppressWarnings("ArrayRecordComponent") // buffers on their way to a table, never compared
public record DayRows(
    LocalDate date,
    List<String> tickers,
    float[] features,
    int columns,
    float[] labels,
    int labelColumns) {}
