-- What models learn from: feature sets, one row of features per ticker and session, and datasets cut out of them.

CREATE TABLE feature_sets (
  id              integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name            text COLLATE "C" NOT NULL CHECK (name ~ '^[a-z][a-z0-9_]{0,39}$'),
  version         integer          NOT NULL CHECK (version >= 1),
  columns         text[]           NOT NULL CHECK (cardinality(columns) >= 1 AND array_position(columns, NULL) IS NULL),
  labels          text[]           NOT NULL CHECK (array_position(labels, NULL) IS NULL),
  lookback_bars   integer          NOT NULL CHECK (lookback_bars >= 1),
  lookback_sessions integer        NOT NULL CHECK (lookback_sessions >= lookback_bars),
  horizon         integer          NOT NULL CHECK (horizon >= 1),
  definition      text             NOT NULL CHECK (definition <> ''),
  definition_hash text COLLATE "C" NOT NULL CHECK (definition_hash ~ '^[0-9a-f]{64}$'),
  description     text             NOT NULL,
  created_at      timestamptz      NOT NULL DEFAULT now(),
  UNIQUE (name, version)
);

COMMENT ON TABLE  feature_sets                   IS 'One row per definition of features; a changed definition is a new version';
COMMENT ON COLUMN feature_sets.id                IS 'Short key of the rows';
COMMENT ON COLUMN feature_sets.name              IS 'Lower-case letters, digits and underscores';
COMMENT ON COLUMN feature_sets.version           IS '1, 2, ...: of one name';
COMMENT ON COLUMN feature_sets.columns           IS 'Names of feature_rows.features, in their order';
COMMENT ON COLUMN feature_sets.labels            IS 'Names of feature_rows.labels, in their order';
COMMENT ON COLUMN feature_sets.lookback_bars     IS 'Bars, the session''s own included, that every feature is computed from';
COMMENT ON COLUMN feature_sets.lookback_sessions IS 'Sessions, the row''s own included, within which these bars must lie';
COMMENT ON COLUMN feature_sets.horizon           IS 'Sessions ahead that the labels look';
COMMENT ON COLUMN feature_sets.definition        IS 'One line per column: name = formula';
COMMENT ON COLUMN feature_sets.definition_hash   IS 'SHA-256 of look-back, horizon and definition, hexadecimal';
COMMENT ON COLUMN feature_sets.description       IS 'What the set is for';
COMMENT ON COLUMN feature_sets.created_at        IS 'When the first rows of the set were about to be stored';

-- No foreign key: the check of half a million rows one by one costs seconds, and the store looks the id up first.
CREATE TABLE feature_rows (
  feature_set   integer          NOT NULL,
  trading_date  date             NOT NULL CHECK (trading_date BETWEEN '1990-01-01' AND '2035-12-31'),
  ticker        text COLLATE "C" NOT NULL CHECK (ticker ~ '^[A-Za-z0-9.]{1,20}$'),
  features      real[]           NOT NULL CHECK (('Infinity' > ALL (features) AND '-Infinity' < ALL (features)) IS TRUE),
  labels        real[]           NOT NULL CHECK (('Infinity' > ALL (labels) AND '-Infinity' < ALL (labels)) IS NOT FALSE),
  PRIMARY KEY (feature_set, ticker, trading_date)
) PARTITION BY RANGE (trading_date);

-- "A range of sessions, all tickers": equal keys share an entry, so this index stays small.
CREATE INDEX feature_rows_day ON feature_rows (feature_set, trading_date);

DO $$
BEGIN
  FOR y IN 1990..2035 LOOP
    EXECUTE format('CREATE TABLE feature_rows_%s PARTITION OF feature_rows FOR VALUES FROM (%L) TO (%L)',
                   y, make_date(y, 1, 1), make_date(y + 1, 1, 1));
  END LOOP;
END $$;

COMMENT ON TABLE  feature_rows              IS 'One row per feature set, ticker and session whose look-back is complete; partitioned by year';
COMMENT ON COLUMN feature_rows.feature_set  IS 'Which definition: feature_sets.id';
COMMENT ON COLUMN feature_rows.trading_date IS 'Session t at whose close the features are known';
COMMENT ON COLUMN feature_rows.ticker       IS 'Vendor symbol';
COMMENT ON COLUMN feature_rows.features     IS 'Values known at the close of t, in the order of feature_sets.columns; finite, none is NULL';
COMMENT ON COLUMN feature_rows.labels       IS 'Values of later sessions, in the order of feature_sets.labels; an element is NULL while unknown';

CREATE TABLE datasets (
  name         text COLLATE "C"   PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_-]{0,59}$'),
  feature_set  integer            NOT NULL REFERENCES feature_sets (id),
  universe     text               NOT NULL CHECK (universe <> ''),
  tickers      text[] COLLATE "C" NOT NULL CHECK (cardinality(tickers) >= 1 AND array_position(tickers, NULL) IS NULL),
  train_from   date               NOT NULL,
  train_to     date               NOT NULL CHECK (train_to >= train_from),
  valid_from   date               NOT NULL CHECK (valid_from > train_to),
  valid_to     date               NOT NULL CHECK (valid_to >= valid_from),
  test_from    date               NOT NULL CHECK (test_from > valid_to),
  test_to      date               NOT NULL CHECK (test_to >= test_from),
  time_steps   integer            NOT NULL CHECK (time_steps >= 1),
  purge        integer            NOT NULL CHECK (purge >= time_steps),
  mean         double precision[] NOT NULL CHECK (('Infinity' > ALL (mean) AND '-Infinity' < ALL (mean)) IS TRUE),
  deviation    double precision[] NOT NULL CHECK (('Infinity' > ALL (deviation) AND 0 <= ALL (deviation)) IS TRUE),
  train_rows   bigint             NOT NULL CHECK (train_rows >= 1),
  valid_rows   bigint             NOT NULL CHECK (valid_rows >= 0),
  test_rows    bigint             NOT NULL CHECK (test_rows >= 0),
  fingerprint  text COLLATE "C"   NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{32}$'),
  run_id       uuid               NOT NULL,
  created_at   timestamptz        NOT NULL,
  CHECK (cardinality(mean) = cardinality(deviation))
);

COMMENT ON TABLE  datasets             IS 'One row per training set: which rows, in which segments, and how to scale them';
COMMENT ON COLUMN datasets.name        IS 'Lower-case letters, digits, underscores and hyphens';
COMMENT ON COLUMN datasets.feature_set IS 'Which definition: feature_sets.id';
COMMENT ON COLUMN datasets.universe    IS 'How the tickers were chosen: "given", or the rule';
COMMENT ON COLUMN datasets.tickers     IS 'Tickers of the set, ascending';
COMMENT ON COLUMN datasets.train_from  IS 'First session of the training segment';
COMMENT ON COLUMN datasets.train_to    IS 'Last session of the training segment';
COMMENT ON COLUMN datasets.valid_from  IS 'First session of the validation segment';
COMMENT ON COLUMN datasets.valid_to    IS 'Last session of the validation segment';
COMMENT ON COLUMN datasets.test_from   IS 'First session of the test segment';
COMMENT ON COLUMN datasets.test_to     IS 'Last session of the test segment';
COMMENT ON COLUMN datasets.time_steps  IS 'Rows of a model window; a window ends in its segment and may begin in the gap before it';
COMMENT ON COLUMN datasets.purge       IS 'Sessions between two segments that are in neither: window and horizon';
COMMENT ON COLUMN datasets.mean        IS 'Mean of each feature over the training segment';
COMMENT ON COLUMN datasets.deviation   IS 'Standard deviation (n - 1) of each feature over the training segment; 0 for a constant or a single row';
COMMENT ON COLUMN datasets.train_rows  IS 'Rows of the training segment';
COMMENT ON COLUMN datasets.valid_rows  IS 'Rows of the validation segment';
COMMENT ON COLUMN datasets.test_rows   IS 'Rows of the test segment';
COMMENT ON COLUMN datasets.fingerprint IS 'Of segments and rows read, whatever their order; equal for equal input';
COMMENT ON COLUMN datasets.run_id      IS 'The run that made it';
COMMENT ON COLUMN datasets.created_at  IS 'When it was made';

CREATE VIEW dataset_rows AS
SELECT d.name AS dataset,
  CASE WHEN f.trading_date <= d.train_to THEN 'train'
       WHEN f.trading_date <  d.valid_from THEN 'gap'
       WHEN f.trading_date <= d.valid_to THEN 'valid'
       WHEN f.trading_date <  d.test_from THEN 'gap'
       ELSE 'test' END AS segment,
  f.trading_date, f.ticker, f.features, f.labels
FROM datasets d
JOIN feature_rows f ON f.feature_set = d.feature_set AND f.ticker = ANY (d.tickers)
  AND f.trading_date BETWEEN d.train_from AND d.test_to;

COMMENT ON VIEW dataset_rows IS 'The rows of a dataset with their segment; rows of a gap only serve windows that end in the segment after it';
