-- Market facts: raw prices as traded, the events that adjust them, and how they came here.

CREATE TABLE daily_bars (
  ticker        text COLLATE "C" NOT NULL CHECK (ticker ~ '^[A-Za-z0-9.]{1,20}$'),
  trading_date  date             NOT NULL CHECK (trading_date BETWEEN '1990-01-01' AND '2035-12-31'),
  open          double precision NOT NULL CHECK (open > 0 AND open < 'Infinity'),
  high          double precision NOT NULL CHECK (high >= open AND high >= close AND high < 'Infinity'),
  low           double precision NOT NULL CHECK (low > 0 AND low <= open AND low <= close),
  close         double precision NOT NULL CHECK (close > 0 AND close < 'Infinity'),
  volume        double precision NOT NULL CHECK (volume >= 0 AND volume < 'Infinity'),
  vwap          double precision          CHECK (vwap > 0 AND vwap < 'Infinity'),
  trades        bigint                    CHECK (trades >= 0),
  otc           boolean          NOT NULL DEFAULT false,
  source        text COLLATE "C" NOT NULL CHECK (source <> ''),
  daily_return  double precision          CHECK (daily_return > -1 AND daily_return < 'Infinity'),
  ingested_at   timestamptz      NOT NULL DEFAULT now(),
  revision      integer          NOT NULL DEFAULT 1 CHECK (revision >= 1),
  PRIMARY KEY (ticker, trading_date)
) PARTITION BY RANGE (trading_date);

-- "All tickers of a day", and the range scans of the returns pipeline.
CREATE INDEX daily_bars_day ON daily_bars (trading_date);

DO $$
BEGIN
  FOR y IN 1990..2035 LOOP
    EXECUTE format('CREATE TABLE daily_bars_%s PARTITION OF daily_bars FOR VALUES FROM (%L) TO (%L)',
                   y, make_date(y, 1, 1), make_date(y + 1, 1, 1));
  END LOOP;
END $$;

COMMENT ON TABLE  daily_bars              IS 'One row per ticker and NYSE session: raw prices as traded, never adjusted';
COMMENT ON COLUMN daily_bars.ticker       IS 'Vendor symbol, case-sensitive; classes with a dot (BRK.B), preferreds with a lower-case letter';
COMMENT ON COLUMN daily_bars.trading_date IS 'Session in New York, 1990 to 2035 (partitioned by year)';
COMMENT ON COLUMN daily_bars.open         IS 'First price of the session, USD, > 0';
COMMENT ON COLUMN daily_bars.high         IS 'Highest price of the session, USD, >= open and close';
COMMENT ON COLUMN daily_bars.low          IS 'Lowest price of the session, USD, > 0, <= open and close';
COMMENT ON COLUMN daily_bars.close        IS 'Last price of the session, USD, > 0';
COMMENT ON COLUMN daily_bars.volume       IS 'Shares traded, may be fractional, 0 when none';
COMMENT ON COLUMN daily_bars.vwap         IS 'Volume-weighted average price, USD; NULL when the vendor gives none';
COMMENT ON COLUMN daily_bars.trades       IS 'Number of trades; NULL when the vendor gives none';
COMMENT ON COLUMN daily_bars.otc          IS 'True for an over-the-counter ticker';
COMMENT ON COLUMN daily_bars.source       IS 'Vendor the row came from, e.g. polygon';
COMMENT ON COLUMN daily_bars.daily_return IS 'Simple return: close over the split-adjusted previous close, minus 1 (0.01 = 1 %); NULL when it cannot be computed';
COMMENT ON COLUMN daily_bars.ingested_at  IS 'When this revision of the prices was stored';
COMMENT ON COLUMN daily_bars.revision     IS '1 at first, one more each time the vendor''s figures for the row changed';

CREATE TABLE ingestion_logs (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id           uuid             NOT NULL,
  source           text             NOT NULL CHECK (source <> ''),
  dataset          text             NOT NULL CHECK (dataset IN ('daily_bars', 'splits', 'dividends', 'tickers', 'daily_return')),
  trading_date     date             NOT NULL,
  status           text             NOT NULL CHECK (status IN ('DONE', 'CLOSED', 'NOT_READY', 'BAD_INPUT', 'REFUSED', 'FAILED')),
  row_count        bigint           NOT NULL DEFAULT 0 CHECK (row_count >= 0),
  changed_count    bigint           NOT NULL DEFAULT 0 CHECK (changed_count >= 0),
  rejected_count   bigint           NOT NULL DEFAULT 0 CHECK (rejected_count >= 0),
  duration_seconds double precision NOT NULL DEFAULT 0 CHECK (duration_seconds >= 0),
  bytes            bigint           NOT NULL DEFAULT 0 CHECK (bytes >= 0),
  http_status      integer                   CHECK (http_status BETWEEN 100 AND 599),
  attempt          integer          NOT NULL CHECK (attempt >= 1),
  started_at       timestamptz      NOT NULL,
  error            text
);
CREATE INDEX ingestion_logs_latest ON ingestion_logs (dataset, trading_date, source, id DESC);
CREATE INDEX ingestion_logs_run ON ingestion_logs (run_id);

COMMENT ON TABLE  ingestion_logs                  IS 'One row per attempt to make one session (or one reference list) complete, written with its effect';
COMMENT ON COLUMN ingestion_logs.id               IS 'Order of storing';
COMMENT ON COLUMN ingestion_logs.run_id           IS 'The command or pipeline run that made the attempt';
COMMENT ON COLUMN ingestion_logs.source           IS 'Vendor asked, or "financeflow" for what is computed here';
COMMENT ON COLUMN ingestion_logs.dataset          IS 'Table or column made complete';
COMMENT ON COLUMN ingestion_logs.trading_date     IS 'Session; for a reference list the last date it covers';
COMMENT ON COLUMN ingestion_logs.status           IS 'DONE, CLOSED (no session), NOT_READY (retry later), BAD_INPUT (never retry), REFUSED (key or plan), FAILED';
COMMENT ON COLUMN ingestion_logs.row_count        IS 'Valid rows received (bars, events) or examined (returns)';
COMMENT ON COLUMN ingestion_logs.changed_count    IS 'Rows inserted or changed; 0 when everything was equal already';
COMMENT ON COLUMN ingestion_logs.rejected_count   IS 'Rows kept in rejected_rows instead';
COMMENT ON COLUMN ingestion_logs.duration_seconds IS 'Wall time of the attempt, back-off and rate-limit waits included';
COMMENT ON COLUMN ingestion_logs.bytes            IS 'Body bytes received, as decoded';
COMMENT ON COLUMN ingestion_logs.http_status      IS 'Last HTTP status of the vendor; NULL when no answer came or none was asked';
COMMENT ON COLUMN ingestion_logs.attempt          IS '1 for the first attempt at this dataset and date, then 2, 3, ...';
COMMENT ON COLUMN ingestion_logs.started_at       IS 'When the attempt began';
COMMENT ON COLUMN ingestion_logs.error            IS 'What happened and what to do; NULL when nothing is wrong';

CREATE TABLE rejected_rows (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source        text        NOT NULL CHECK (source <> ''),
  dataset       text        NOT NULL CHECK (dataset <> ''),
  trading_date  date        NOT NULL,
  original      text        NOT NULL,
  reason        text        NOT NULL CHECK (reason <> ''),
  rejected_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX rejected_rows_day ON rejected_rows (dataset, trading_date, source);

COMMENT ON TABLE  rejected_rows              IS 'Rows that failed validation in the latest attempt at their session, with their original text';
COMMENT ON COLUMN rejected_rows.id           IS 'Order of storing';
COMMENT ON COLUMN rejected_rows.source       IS 'Vendor the row came from';
COMMENT ON COLUMN rejected_rows.dataset      IS 'Table the row was meant for';
COMMENT ON COLUMN rejected_rows.trading_date IS 'Session that was asked for (not what the row says)';
COMMENT ON COLUMN rejected_rows.original     IS 'The row as received (JSON text)';
COMMENT ON COLUMN rejected_rows.reason       IS 'Which rule it broke, with the value';
COMMENT ON COLUMN rejected_rows.rejected_at  IS 'When the attempt that rejected it was stored';

CREATE TABLE splits (
  ticker          text COLLATE "C" NOT NULL CHECK (ticker ~ '^[A-Za-z0-9.]{1,20}$'),
  execution_date  date             NOT NULL,
  split_from      double precision NOT NULL CHECK (split_from > 0 AND split_from < 'Infinity'),
  split_to        double precision NOT NULL CHECK (split_to > 0 AND split_to < 'Infinity'),
  source          text             NOT NULL CHECK (source <> ''),
  updated_at      timestamptz      NOT NULL DEFAULT now(),
  PRIMARY KEY (ticker, execution_date, split_from, split_to)
);
CREATE INDEX splits_day ON splits (execution_date);

COMMENT ON TABLE  splits                IS 'One row per split as the vendor lists it; several rows of one ticker and date are possible and not multiplied';
COMMENT ON COLUMN splits.ticker         IS 'Vendor symbol';
COMMENT ON COLUMN splits.execution_date IS 'First session traded at the new share count';
COMMENT ON COLUMN splits.split_from     IS 'Old shares, > 0 (1 in a 4-for-1 split)';
COMMENT ON COLUMN splits.split_to       IS 'New shares, > 0 (4 in a 4-for-1 split); an earlier price times split_from / split_to is comparable';
COMMENT ON COLUMN splits.source         IS 'Vendor the row came from';
COMMENT ON COLUMN splits.updated_at     IS 'When the row was stored';

CREATE TABLE dividends (
  ticker            text COLLATE "C" NOT NULL CHECK (ticker ~ '^[A-Za-z0-9.]{1,20}$'),
  ex_dividend_date  date             NOT NULL,
  cash_amount       double precision NOT NULL CHECK (cash_amount >= 0 AND cash_amount < 'Infinity'),
  dividend_type     text             NOT NULL DEFAULT '',
  currency          text             NOT NULL DEFAULT '',
  declaration_date  date,
  record_date       date,
  pay_date          date,
  frequency         integer                   CHECK (frequency >= 0),
  source            text             NOT NULL CHECK (source <> ''),
  updated_at        timestamptz      NOT NULL DEFAULT now(),
  PRIMARY KEY (ticker, ex_dividend_date, dividend_type, cash_amount)
);
CREATE INDEX dividends_day ON dividends (ex_dividend_date);

COMMENT ON TABLE  dividends                  IS 'One row per cash dividend as the vendor lists it';
COMMENT ON COLUMN dividends.ticker           IS 'Vendor symbol';
COMMENT ON COLUMN dividends.ex_dividend_date IS 'First session traded without the dividend';
COMMENT ON COLUMN dividends.cash_amount      IS 'Amount per share at the time, not split-adjusted, >= 0';
COMMENT ON COLUMN dividends.dividend_type    IS 'Vendor code: CD regular, SC special, LT and ST capital gains; empty when unknown';
COMMENT ON COLUMN dividends.currency         IS 'ISO code; empty when unknown';
COMMENT ON COLUMN dividends.declaration_date IS 'When it was announced; NULL when unknown';
COMMENT ON COLUMN dividends.record_date      IS 'Holders of this date receive it; NULL when unknown';
COMMENT ON COLUMN dividends.pay_date         IS 'When it is paid; NULL when unknown';
COMMENT ON COLUMN dividends.frequency        IS 'Payments a year, 0 for one time; NULL when unknown';
COMMENT ON COLUMN dividends.source           IS 'Vendor the row came from';
COMMENT ON COLUMN dividends.updated_at       IS 'When the row was stored';

CREATE TABLE tickers (
  ticker           text COLLATE "C" NOT NULL CHECK (ticker ~ '^[A-Za-z0-9.]{1,20}$'),
  delisted_date    date             NOT NULL DEFAULT 'infinity',
  name             text             NOT NULL DEFAULT '',
  type             text             NOT NULL DEFAULT '',
  primary_exchange text             NOT NULL DEFAULT '',
  currency         text             NOT NULL DEFAULT '',
  cik              text             NOT NULL DEFAULT '',
  composite_figi   text             NOT NULL DEFAULT '',
  source           text             NOT NULL CHECK (source <> ''),
  updated_at       timestamptz      NOT NULL DEFAULT now(),
  PRIMARY KEY (ticker, delisted_date)
);

COMMENT ON TABLE  tickers                  IS 'One row per listing: a symbol reused by another company has one row for each';
COMMENT ON COLUMN tickers.ticker           IS 'Vendor symbol';
COMMENT ON COLUMN tickers.delisted_date    IS 'Last date this listing traded; infinity while it is active';
COMMENT ON COLUMN tickers.name             IS 'Company or fund name; empty when unknown';
COMMENT ON COLUMN tickers.type             IS 'Vendor code: CS common stock, ETF, PFD, ...; empty when unknown';
COMMENT ON COLUMN tickers.primary_exchange IS 'MIC of the listing exchange; empty when unknown';
COMMENT ON COLUMN tickers.currency         IS 'Trading currency as the vendor names it; empty when unknown';
COMMENT ON COLUMN tickers.cik              IS 'SEC central index key; empty when unknown';
COMMENT ON COLUMN tickers.composite_figi   IS 'OpenFIGI composite id; empty when unknown';
COMMENT ON COLUMN tickers.source           IS 'Vendor the row came from';
COMMENT ON COLUMN tickers.updated_at       IS 'When the row was last changed';
