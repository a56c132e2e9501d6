package io.financeflow.cli.export;

import java.time.LocalDate;

/**
 * A row on its way to a file; the arrays are reused.
 *
 * @param segment train, valid, test or gap
 * @param date session
 * @param ticker symbol
 * @param features one value per feature
 * @param labels one value per label; NaN is unknown
 */
@SuppressWarnings("ArrayRecordComponent") // buffers on their way to a file, never compared
record ExportRow(String segment, LocalDate date, String ticker, float[] features, float[] labels) {}
