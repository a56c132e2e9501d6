-- What is known about the quality of each session: the latest result of every rule, and which sessions are complete.

CREATE TABLE quality_checks (
  trading_date  date             NOT NULL,
  rule          text COLLATE "C" NOT NULL CHECK (rule ~ '^[a-z_]{1,40}$'),
  severity      text             NOT NULL CHECK (severity IN ('INFO', 'WARNING', 'ERROR')),
  checked       bigint           NOT NULL CHECK (checked >= 0),
  violations    bigint           NOT NULL CHECK (violations >= 0),
  sample        text             NOT NULL DEFAULT '',
  run_id        uuid             NOT NULL,
  checked_at    timestamptz      NOT NULL DEFAULT now(),
  PRIMARY KEY (trading_date, rule),
  CHECK (violations > 0 OR (severity = 'INFO' AND sample = ''))
);
CREATE INDEX quality_checks_broken ON quality_checks (trading_date) WHERE violations > 0;

COMMENT ON TABLE  quality_checks              IS 'One row per session and rule: its latest result; passed rules have 0 violations';
COMMENT ON COLUMN quality_checks.trading_date IS 'Session; a closed day only when bars are stored on it';
COMMENT ON COLUMN quality_checks.rule         IS 'Name of the rule, e.g. row_count';
COMMENT ON COLUMN quality_checks.severity     IS 'How bad the violations are: INFO (also without any), WARNING, ERROR (the session is not complete)';
COMMENT ON COLUMN quality_checks.checked      IS 'How many things were looked at (rows, tickers; 1 for a rule about the session); 0 when it could not be judged';
COMMENT ON COLUMN quality_checks.violations   IS 'How many of them break the rule; 0 when it is passed';
COMMENT ON COLUMN quality_checks.sample       IS 'Up to five of the violations, by ticker; empty without any';
COMMENT ON COLUMN quality_checks.run_id       IS 'Run that first came to this result';
COMMENT ON COLUMN quality_checks.checked_at   IS 'When that was; each later check is in ingestion_logs';

CREATE VIEW session_quality AS
SELECT trading_date, a.source, a.status, a.error,
  coalesce(c.rules, 0) AS rules, coalesce(c.warnings, 0) AS warnings, coalesce(c.errors, 0) AS errors,
  coalesce(c.broken, '') AS broken,
  coalesce(a.status = 'DONE', false) AND coalesce(c.errors, 0) = 0 AS complete
FROM (
  SELECT DISTINCT ON (trading_date) trading_date, source, status, error
  FROM ingestion_logs WHERE dataset = 'daily_bars' ORDER BY trading_date, id DESC
) a
FULL JOIN (
  SELECT trading_date, count(*) AS rules,
    count(*) FILTER (WHERE severity = 'WARNING') AS warnings,
    count(*) FILTER (WHERE severity = 'ERROR') AS errors,
    string_agg(rule, ' ' ORDER BY rule) FILTER (WHERE severity = 'ERROR') AS broken
  FROM quality_checks GROUP BY trading_date
) c USING (trading_date)
WHERE a.status IS DISTINCT FROM 'CLOSED' OR c.errors > 0;

COMMENT ON VIEW   session_quality              IS 'One row per session attempted or checked: its latest attempt at daily_bars and what its latest check says';
COMMENT ON COLUMN session_quality.trading_date IS 'Session; a closed day only when an ERROR stands against it';
COMMENT ON COLUMN session_quality.source       IS 'Vendor of the latest attempt; NULL without one';
COMMENT ON COLUMN session_quality.status       IS 'How the latest attempt ended; NULL without one';
COMMENT ON COLUMN session_quality.error        IS 'Why, when it did not end well';
COMMENT ON COLUMN session_quality.rules        IS 'Rules checked; 0 when the session was never checked';
COMMENT ON COLUMN session_quality.warnings     IS 'Rules broken with WARNING';
COMMENT ON COLUMN session_quality.errors       IS 'Rules broken with ERROR';
COMMENT ON COLUMN session_quality.broken       IS 'Names of the rules broken with ERROR';
COMMENT ON COLUMN session_quality.complete     IS 'True when the latest attempt is DONE and no ERROR stands against the session';

CREATE VIEW complete_sessions AS SELECT trading_date FROM session_quality WHERE complete;

COMMENT ON VIEW   complete_sessions              IS 'The sessions that can be built upon: stored, and no ERROR stands against them';
COMMENT ON COLUMN complete_sessions.trading_date IS 'Session';
