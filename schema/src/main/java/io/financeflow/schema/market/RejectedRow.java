package io.financeflow.schema.market;

import java.io.Serializable;

/**
 * A row that broke a rule, kept as data: what a {@code rejected_rows} row says of it.
 *
 * @param original the row as received, JSON text
 * @param reason which rule it broke, with the value
 */
public record RejectedRow(String original, String reason) implements Serializable {}
