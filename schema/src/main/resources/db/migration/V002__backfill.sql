-- What several processes share while they load history: the vendor's request limit and the returns to compute again.

ALTER TABLE ingestion_logs DROP CONSTRAINT ingestion_logs_dataset_check;
ALTER TABLE ingestion_logs ADD CONSTRAINT ingestion_logs_dataset_check CHECK (dataset IN (
  'daily_bars', 'splits', 'dividends', 'tickers', 'daily_return', 'feature_rows', 'quality_checks'));

CREATE TABLE request_slots (
  vendor   text COLLATE "C" NOT NULL CHECK (vendor <> ''),
  id       bigint GENERATED ALWAYS AS IDENTITY,
  slot_at  timestamptz      NOT NULL,
  PRIMARY KEY (vendor, id)
);

COMMENT ON TABLE  request_slots         IS 'One row per request reserved at a vendor in the last minutes, by all processes together';
COMMENT ON COLUMN request_slots.vendor  IS 'Host and a digest of the key: who counts our requests';
COMMENT ON COLUMN request_slots.id      IS 'Order of reserving';
COMMENT ON COLUMN request_slots.slot_at IS 'When the request may be sent, by the clock of the database';

CREATE TABLE returns_due (
  ticker        text COLLATE "C" NOT NULL CHECK (ticker ~ '^[A-Za-z0-9.]{1,20}$'),
  trading_date  date             NOT NULL,
  reason        text             NOT NULL CHECK (reason IN ('bar', 'split', 'listing', 'start')),
  since         timestamptz      NOT NULL DEFAULT now(),
  PRIMARY KEY (trading_date, ticker)
);

COMMENT ON TABLE  returns_due              IS 'One row per stored bar whose return has to be computed again, noted with the change that touches it; empty when all are right';
COMMENT ON COLUMN returns_due.ticker       IS 'Vendor symbol';
COMMENT ON COLUMN returns_due.trading_date IS 'Session of the bar; its daily_return is NULL meanwhile';
COMMENT ON COLUMN returns_due.reason       IS 'What changed: an earlier bar, a split, a listing; start: loaded before its predecessor';
COMMENT ON COLUMN returns_due.since        IS 'When it was noted';
