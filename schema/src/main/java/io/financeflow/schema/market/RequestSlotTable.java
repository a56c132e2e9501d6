package io.financeflow.schema.market;

/** SQL of {@code request_slots}: the requests that all processes together send to a vendor. */
public final class RequestSlotTable {
  /** Lets one reservation at a vendor wait for the other; parameter: vendor. */
  public static final String LOCK =
      "SELECT true FROM pg_advisory_xact_lock(hashtext('request_slots'), hashtext(?))";

  /**
   * Reserves the earliest slot such that no window holds more than the limit; parameters: vendor,
   * vendor, limit - 1, window in milliseconds. Columns: id, milliseconds from now until the slot.
   */
  public static final String RESERVE =
      """
      INSERT INTO request_slots (vendor, slot_at)
      SELECT ?, greatest(clock_timestamp(), (
        SELECT slot_at FROM request_slots WHERE vendor = ? ORDER BY slot_at DESC OFFSET ? LIMIT 1)
          + ? * interval '1 millisecond')
      RETURNING id, ceil(1000 * extract(epoch FROM slot_at - clock_timestamp()))::bigint
      """;

  /** Gives a slot back; parameters: vendor, id. */
  public static final String RELEASE = "DELETE FROM request_slots WHERE vendor = ? AND id = ?";

  /** Forgets slots that no window reaches back to; parameters: vendor, window in milliseconds. */
  public static final String FORGET =
      """
      DELETE FROM request_slots
      WHERE vendor = ? AND slot_at < clock_timestamp() - 2 * ? * interval '1 millisecond'
      """;

  private RequestSlotTable() {}
}
