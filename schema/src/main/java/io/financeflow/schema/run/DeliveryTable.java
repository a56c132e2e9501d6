package io.financeflow.schema.run;

/** SQL of {@code deliveries}: what is told whom, and how that went. */
public final class DeliveryTable {
  /** Lets one transaction at a time count the messages of a rule on a channel; parameter: both. */
  public static final String LOCK =
      "SELECT true FROM pg_advisory_xact_lock(hashtext('deliveries'), hashtext(?))";

  /**
   * Counts the single messages of a rule on a channel since a time; parameters: channel, rule,
   * time. Columns: how many, when the first one was asked for.
   */
  public static final String COUNT_RECENT =
      """
      SELECT count(*), min(created_at) FROM deliveries
      WHERE channel = ? AND rule = ? AND created_at > ?
        AND event_id IS NOT NULL AND digest_id IS NULL
      """;

  /** Finds and locks the digest that still collects; parameters: channel, rule, now. Column: id. */
  public static final String SELECT_OPEN_DIGEST =
      """
      SELECT id FROM deliveries
      WHERE channel = ? AND rule = ? AND event_id IS NULL AND state = 'DUE' AND attempts = 0
        AND claim IS NULL AND due_at > ?
      ORDER BY id LIMIT 1 FOR UPDATE
      """;

  /** Opens a digest; parameters: channel, rule, when it is due, now. Column: id. */
  public static final String INSERT_DIGEST =
      """
      INSERT INTO deliveries (channel, rule, state, due_at, created_at)
      VALUES (?, ?, 'DUE', ?, ?) RETURNING id
      """;

  /** Asks for a message about an event; parameters: event, channel, rule, now, now. */
  public static final String INSERT_SINGLE =
      """
      INSERT INTO deliveries (event_id, channel, rule, state, due_at, created_at)
      VALUES (?, ?, ?, 'DUE', ?, ?)
      ON CONFLICT (event_id, channel) DO NOTHING
      """;

  /** Puts an event into a digest; parameters: event, channel, rule, digest, now, now. */
  public static final String INSERT_HELD =
      """
      INSERT INTO deliveries (event_id, channel, rule, digest_id, state, due_at, created_at)
      VALUES (?, ?, ?, ?, 'HELD', ?, ?)
      ON CONFLICT (event_id, channel) DO NOTHING
      """;

  /**
   * Takes the message of a channel that has been due longest and nobody holds; parameters: token,
   * end of the claim, channel, now. Columns: id, message id, rule, attempts with this one, whether
   * it is a digest.
   */
  public static final String CLAIM =
      """
      UPDATE deliveries SET claim = ?, due_at = ?, attempts = attempts + 1
      WHERE id = (
        SELECT id FROM deliveries WHERE channel = ? AND state = 'DUE' AND due_at <= ?
        ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, message_id, rule, attempts, event_id IS NULL
      """;

  /** Reads the events a message tells, of which columns are all; parameters: delivery, twice. */
  public static final String SELECT_EVENTS =
      """
      SELECT o.* FROM deliveries d JOIN outbox o ON o.id = d.event_id
      WHERE d.id = ? OR d.digest_id = ? ORDER BY o.id
      """;

  /** Notes that the channel took a message; parameters: now, delivery, token. */
  public static final String SENT =
      """
      UPDATE deliveries SET state = 'SENT', ended_at = ?, claim = NULL, error = NULL
      WHERE id = ? AND claim = ?
      """;

  /** Notes that an attempt failed; parameters: when the next is due, why, delivery, token. */
  public static final String RETRY =
      """
      UPDATE deliveries SET due_at = ?, error = ?, claim = NULL WHERE id = ? AND claim = ?
      """;

  /** Notes that there will be no further attempt; parameters: now, why, delivery, token. */
  public static final String DEAD =
      """
      UPDATE deliveries SET state = 'DEAD', ended_at = ?, error = ?, claim = NULL
      WHERE id = ? AND claim = ?
      """;

  /** Gives the events of a digest its end; parameters: SENT or DEAD, now, digest. */
  public static final String END_HELD =
      "UPDATE deliveries SET state = ?, ended_at = ? WHERE digest_id = ? AND state = 'HELD'";

  /** Lets a whole channel wait; parameters: until when, channel, until when. */
  public static final String POSTPONE =
      """
      UPDATE deliveries SET due_at = ? WHERE id IN (
        SELECT id FROM deliveries WHERE channel = ? AND state = 'DUE' AND claim IS NULL
          AND due_at < ? ORDER BY id FOR UPDATE SKIP LOCKED)
      """;

  /**
   * When the next message of some channels is due; parameter: their names. Column: NULL if none.
   */
  public static final String SELECT_NEXT_DUE =
      "SELECT min(due_at) FROM deliveries WHERE state = 'DUE' AND channel = ANY (?)";

  private static final String FAILED =
      "(state = 'DEAD' OR state = 'DUE' AND error IS NOT NULL) AND digest_id IS NULL";

  private static final String SELECT =
      """
      SELECT d.id AS delivery, d.channel, d.rule, d.digest_id, d.state, d.attempts, d.due_at,
        d.created_at, d.ended_at, d.error, o.*,
        (SELECT count(*) FROM deliveries h WHERE h.digest_id = d.id) AS held
      FROM deliveries d LEFT JOIN outbox o ON o.id = d.event_id
      """;

  /** Reads the latest, newest first; parameter: how many. The columns of both tables. */
  public static final String SELECT_LATEST = SELECT + " ORDER BY d.id DESC LIMIT ?";

  /** Reads the latest that failed and are not sent yet; parameter: how many. */
  public static final String SELECT_FAILED =
      SELECT
          + " WHERE d.id IN (SELECT id FROM deliveries WHERE "
          + FAILED
          + ") ORDER BY d.id DESC LIMIT ?";

  /** Reads the state of one; parameter: delivery. */
  public static final String SELECT_STATE = "SELECT state FROM deliveries WHERE id = ?";

  /**
   * Makes one due again, unless it is being sent. One that was sent becomes a new message, so the
   * receiver does not take it for a repetition. Parameters: now, delivery, now.
   */
  public static final String RESEND =
      """
      UPDATE deliveries SET state = 'DUE', attempts = 0, due_at = ?, claim = NULL, ended_at = NULL,
        error = NULL, digest_id = NULL,
        message_id = CASE state WHEN 'SENT' THEN gen_random_uuid() ELSE message_id END
      WHERE id = ? AND (claim IS NULL OR due_at <= ?)
      """;

  /** Reads which have failed and are not sent yet. Column: id. */
  public static final String SELECT_FAILED_IDS =
      "SELECT id FROM deliveries WHERE " + FAILED + " ORDER BY id";

  /** Lets the events of a digest wait for it again; parameter: digest. */
  public static final String HOLD_AGAIN =
      """
      UPDATE deliveries SET state = 'HELD', ended_at = NULL
      WHERE digest_id = ? AND state = 'DEAD'
      """;

  /** Deletes digests that ended before a time and have no events any more; parameter: time. */
  public static final String DELETE_DIGESTS =
      """
      DELETE FROM deliveries d WHERE event_id IS NULL AND ended_at < ?
        AND NOT EXISTS (SELECT FROM deliveries h WHERE h.digest_id = d.id)
      """;

  private DeliveryTable() {}
}
