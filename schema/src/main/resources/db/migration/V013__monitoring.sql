-- Whether models still do what they were promoted for, and what was decided about training them again.

CREATE TABLE monitoring_checks (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  version_id bigint           NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
  subject    text COLLATE "C" NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
  metric     text COLLATE "C" NOT NULL CHECK (metric ~ '^[a-z][a-z0-9_]{0,39}$'),
  from_date  date             NOT NULL,
  to_date    date             NOT NULL CHECK (to_date >= from_date),
  value      double precision          CHECK (value > '-Infinity' AND value < 'Infinity'),
  threshold  double precision NOT NULL CHECK (threshold > '-Infinity' AND threshold < 'Infinity'),
  verdict    text             NOT NULL CHECK (verdict IN ('TOO_FEW', 'OK', 'WARNING', 'ALARM')),
  reason     text             NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  at         timestamptz      NOT NULL,
  CHECK ((value IS NULL) = (verdict = 'TOO_FEW'))
);
CREATE INDEX monitoring_checks_version ON monitoring_checks (version_id, id);

COMMENT ON TABLE  monitoring_checks            IS 'One row per check of a version: one metric of one subject over a stretch of sessions';
COMMENT ON COLUMN monitoring_checks.id         IS 'Order of the checks';
COMMENT ON COLUMN monitoring_checks.version_id IS 'Version that was checked; its checks go with it';
COMMENT ON COLUMN monitoring_checks.subject    IS 'What was looked at: forecasts, or the name of an input';
COMMENT ON COLUMN monitoring_checks.metric     IS 'What was measured: rmse, mae, directional_accuracy, coverage, psi, ks, wasserstein';
COMMENT ON COLUMN monitoring_checks.from_date  IS 'First session of the stretch';
COMMENT ON COLUMN monitoring_checks.to_date    IS 'Last session of the stretch';
COMMENT ON COLUMN monitoring_checks.value      IS 'The figure; NULL when there was too little data';
COMMENT ON COLUMN monitoring_checks.threshold  IS 'Limit that it was held against';
COMMENT ON COLUMN monitoring_checks.verdict    IS 'What follows: TOO_FEW, OK, WARNING, ALARM';
COMMENT ON COLUMN monitoring_checks.reason     IS 'The same in words';
COMMENT ON COLUMN monitoring_checks.at         IS 'When it was checked';

CREATE TABLE retraining_decisions (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model              text COLLATE "C" NOT NULL CHECK (model ~ '^[a-z][a-z0-9._-]{0,59}$'),
  trigger            text                      CHECK (trigger IN ('MANUAL', 'PERFORMANCE', 'DRIFT', 'NEW_DATA', 'SCHEDULE')),
  decision           text             NOT NULL CHECK (decision IN ('LEAVE', 'COOL_DOWN', 'RETRAIN', 'PROMOTE', 'KEEP', 'FAILED')),
  reasons            text[]           NOT NULL CHECK (cardinality(reasons) >= 1 AND array_position(reasons, NULL) IS NULL),
  figures            jsonb            NOT NULL CHECK (jsonb_typeof(figures) = 'object'),
  challenger_version integer                   CHECK (challenger_version >= 1),
  at                 timestamptz      NOT NULL,
  CHECK ((trigger IS NULL) = (decision = 'LEAVE')),
  CHECK ((challenger_version IS NOT NULL) = (decision IN ('PROMOTE', 'KEEP')))
);
CREATE INDEX retraining_decisions_model ON retraining_decisions (model, id);

CREATE TRIGGER retraining_decisions_never_change BEFORE UPDATE OR DELETE ON retraining_decisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

COMMENT ON TABLE  retraining_decisions                    IS 'One row per decision about training a model again, also to leave it; rows never change, and stay when the model goes';
COMMENT ON COLUMN retraining_decisions.id                 IS 'Order of the decisions';
COMMENT ON COLUMN retraining_decisions.model              IS 'Name of the model; it may be deleted since';
COMMENT ON COLUMN retraining_decisions.trigger            IS 'What was the weightiest reason to train it; NULL when there was none';
COMMENT ON COLUMN retraining_decisions.decision           IS 'LEAVE: no reason to; COOL_DOWN: too soon; RETRAIN: begun; then PROMOTE, KEEP (the champion stays) or FAILED';
COMMENT ON COLUMN retraining_decisions.reasons            IS 'In words, a line each, at least one';
COMMENT ON COLUMN retraining_decisions.figures            IS 'The figures behind them';
COMMENT ON COLUMN retraining_decisions.challenger_version IS 'Version that was trained, when it was judged';
COMMENT ON COLUMN retraining_decisions.at                 IS 'When it was decided';
