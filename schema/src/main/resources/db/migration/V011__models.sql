-- The model store: models, their versions that never change, which of them counts, what they forecast and how it came out.

CREATE TABLE models (
  name         text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9._-]{0,59}$'),
  target       text             NOT NULL CHECK (target IN ('close', 'next_return', 'direction')),
  last_version integer          NOT NULL CHECK (last_version >= 1),
  created_at   timestamptz      NOT NULL
);
COMMENT ON TABLE  models              IS 'One row per model; locked by whoever adds, removes or renames versions of it';
COMMENT ON COLUMN models.name         IS 'Lower-case letters, digits, dots, underscores and hyphens';
COMMENT ON COLUMN models.target       IS 'What all its versions forecast: close (USD, in the shares of the as-of date), next_return (simple return), direction (probability of a rise)';
COMMENT ON COLUMN models.last_version IS 'Highest number given to a version, also one deleted since: no number is given twice';
COMMENT ON COLUMN models.created_at   IS 'When its first version was saved';

CREATE TABLE model_versions (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model               text COLLATE "C" NOT NULL REFERENCES models (name),
  version             integer          NOT NULL CHECK (version >= 1),
  kind                text             NOT NULL CHECK (kind IN ('arima', 'lstm', 'baseline')),
  format              text COLLATE "C" NOT NULL CHECK (format ~ '^[a-z][a-z0-9-]{0,39}/[1-9][0-9]{0,3}$'),
  config              jsonb            NOT NULL CHECK (jsonb_typeof(config) = 'object'),
  feature_set         text COLLATE "C"          CHECK (feature_set <> ''),
  feature_set_version integer                   CHECK (feature_set_version >= 1),
  dataset             text COLLATE "C"          CHECK (dataset <> ''),
  data_from           date             NOT NULL,
  data_to             date             NOT NULL CHECK (data_to >= data_from),
  fingerprint         text COLLATE "C" NOT NULL CHECK (fingerprint <> '' AND length(fingerprint) <= 200),
  data_rows           bigint           NOT NULL CHECK (data_rows >= 0),
  seed                bigint           NOT NULL,
  code_version        text             NOT NULL CHECK (code_version <> '' AND length(code_version) <= 200),
  scaler              jsonb            NOT NULL CHECK (jsonb_typeof(scaler) = 'object'),
  metrics             jsonb            NOT NULL CHECK (jsonb_typeof(metrics) = 'object'),
  parent_version      integer                   CHECK (parent_version >= 1 AND parent_version < version),
  sha256              text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size                bigint           NOT NULL CHECK (size BETWEEN 1 AND 268435456),
  created_at          timestamptz      NOT NULL,
  note                text             NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
  UNIQUE (model, version),
  UNIQUE (id, size),
  CHECK ((feature_set IS NULL) = (feature_set_version IS NULL))
);
COMMENT ON TABLE  model_versions                     IS 'One row per trained version: its birth certificate, never changed';
COMMENT ON COLUMN model_versions.id                  IS 'Short key of its predictions';
COMMENT ON COLUMN model_versions.model               IS 'Which model';
COMMENT ON COLUMN model_versions.version             IS '1, 2, ...: of one model, never given twice';
COMMENT ON COLUMN model_versions.kind                IS 'What sort of model: arima, lstm, baseline';
COMMENT ON COLUMN model_versions.format              IS 'How the artifact is to be read: name/version';
COMMENT ON COLUMN model_versions.config              IS 'Settings it was trained with';
COMMENT ON COLUMN model_versions.feature_set         IS 'Name of the feature set it reads; NULL for one that reads bars';
COMMENT ON COLUMN model_versions.feature_set_version IS 'Version of that feature set';
COMMENT ON COLUMN model_versions.dataset             IS 'Dataset it was trained on, which may be deleted since; NULL without one';
COMMENT ON COLUMN model_versions.data_from           IS 'First session of the data it learned from';
COMMENT ON COLUMN model_versions.data_to             IS 'Last session of the data it learned from';
COMMENT ON COLUMN model_versions.fingerprint         IS 'Of the data it learned from: equal for equal data';
COMMENT ON COLUMN model_versions.data_rows           IS 'Rows or bars it learned from';
COMMENT ON COLUMN model_versions.seed                IS 'Seed of everything random in the training';
COMMENT ON COLUMN model_versions.code_version        IS 'Program that trained it';
COMMENT ON COLUMN model_versions.scaler              IS 'How inputs are scaled, as fitted on the training segment; {} for not at all';
COMMENT ON COLUMN model_versions.metrics             IS 'How it did when it was validated; member baselines: the same measures of each baseline by name';
COMMENT ON COLUMN model_versions.parent_version      IS 'Version of the same model it was trained from or instead of, which may be deleted since; NULL for none';
COMMENT ON COLUMN model_versions.sha256              IS 'Of the artifact, hexadecimal';
COMMENT ON COLUMN model_versions.size                IS 'Bytes of the artifact, up to 256 MiB';
COMMENT ON COLUMN model_versions.created_at          IS 'When it was saved';
COMMENT ON COLUMN model_versions.note                IS 'For people';

-- A table of its own, so that listing versions does not read the bytes.
CREATE TABLE model_artifacts (
  version_id bigint PRIMARY KEY,
  size       bigint NOT NULL,
  payload    bytea  NOT NULL CHECK (octet_length(payload) = size),
  FOREIGN KEY (version_id, size) REFERENCES model_versions (id, size) ON DELETE CASCADE
);
-- Most formats are compressed already.
ALTER TABLE model_artifacts ALTER COLUMN payload SET STORAGE EXTERNAL;
COMMENT ON TABLE  model_artifacts            IS 'The trained model itself, one row per version';
COMMENT ON COLUMN model_artifacts.version_id IS 'Whose: model_versions.id';
COMMENT ON COLUMN model_artifacts.size       IS 'Its bytes, as in model_versions';
COMMENT ON COLUMN model_artifacts.payload    IS 'The bytes; model_versions.sha256 is theirs';

CREATE TABLE model_aliases (
  model   text COLLATE "C" NOT NULL,
  alias   text             NOT NULL CHECK (alias IN ('champion', 'challenger', 'previous')),
  version integer          NOT NULL,
  since   timestamptz      NOT NULL,
  PRIMARY KEY (model, alias),
  FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);
COMMENT ON TABLE  model_aliases         IS 'Which version of a model counts; a version with an alias cannot be deleted';
COMMENT ON COLUMN model_aliases.model   IS 'The model';
COMMENT ON COLUMN model_aliases.alias   IS 'champion (in use), challenger (compared with it), previous (the champion before, for rollback); at most one of each';
COMMENT ON COLUMN model_aliases.version IS 'The version it names';
COMMENT ON COLUMN model_aliases.since   IS 'Since when it names this one';

CREATE TABLE promotions (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model        text COLLATE "C" NOT NULL,
  action       text             NOT NULL CHECK (action IN ('promote', 'challenge', 'rollback')),
  alias        text             NOT NULL CHECK (alias IN ('champion', 'challenger')),
  from_version integer                   CHECK (from_version >= 1),
  to_version   integer          NOT NULL CHECK (to_version >= 1 AND to_version <> from_version),
  reason       text             NOT NULL CHECK (reason <> '' AND length(reason) <= 2000),
  decided_by   text             NOT NULL CHECK (decided_by <> ''),
  figures      jsonb            NOT NULL CHECK (jsonb_typeof(figures) = 'object'),
  at           timestamptz      NOT NULL,
  CHECK ((alias = 'challenger') = (action = 'challenge'))
);
CREATE INDEX promotions_model ON promotions (model, id);
COMMENT ON TABLE  promotions              IS 'One row per change of champion or challenger, never changed; outlives versions and models';
COMMENT ON COLUMN promotions.id           IS 'Order of storing';
COMMENT ON COLUMN promotions.model        IS 'The model; may be deleted since';
COMMENT ON COLUMN promotions.action       IS 'promote, challenge, or rollback (champion and previous change places)';
COMMENT ON COLUMN promotions.alias        IS 'The alias that moved; previous follows the champion';
COMMENT ON COLUMN promotions.from_version IS 'Version that had it before; NULL for none';
COMMENT ON COLUMN promotions.to_version   IS 'Version that has it since';
COMMENT ON COLUMN promotions.reason       IS 'Why';
COMMENT ON COLUMN promotions.decided_by   IS 'User, or the part of the program that decided';
COMMENT ON COLUMN promotions.figures      IS 'Figures the decision rests on; {} for none';
COMMENT ON COLUMN promotions.at           IS 'When';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', HINT = 'save a new version instead';
END $$;
COMMENT ON FUNCTION refuse_change() IS 'Refuses the statement, whoever issues it';

CREATE TRIGGER model_versions_never_change BEFORE UPDATE ON model_versions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER model_artifacts_never_change BEFORE UPDATE ON model_artifacts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER promotions_never_change BEFORE UPDATE OR DELETE ON promotions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_lone_artifact_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM model_versions WHERE id = OLD.version_id) THEN
    RAISE EXCEPTION 'an artifact goes only with its version'
      USING ERRCODE = 'restrict_violation', HINT = 'delete the version';
  END IF;
  RETURN OLD;
END $$;
COMMENT ON FUNCTION refuse_lone_artifact_deletion() IS 'Lets an artifact be deleted only by the deletion of its version';

CREATE TRIGGER model_artifacts_go_with_versions BEFORE DELETE ON model_artifacts
  FOR EACH ROW EXECUTE FUNCTION refuse_lone_artifact_deletion();

CREATE TABLE predictions (
  version_id  bigint           NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
  ticker      text COLLATE "C" NOT NULL CHECK (ticker ~ '^[A-Za-z0-9.]{1,20}$'),
  as_of       date             NOT NULL,
  target_date date             NOT NULL CHECK (target_date > as_of AND target_date BETWEEN '1990-01-01' AND '2035-12-31'),
  horizon     integer          NOT NULL CHECK (horizon >= 1),
  value       double precision NOT NULL CHECK (value > '-Infinity' AND value < 'Infinity'),
  low         double precision          CHECK (low > '-Infinity'),
  high        double precision          CHECK (high < 'Infinity'),
  level       double precision          CHECK (level > 0 AND level < 1),
  made_at     timestamptz      NOT NULL,
  run_id      uuid             NOT NULL,
  PRIMARY KEY (version_id, ticker, as_of, target_date),
  CHECK (num_nulls(low, high, level) IN (0, 3)),
  CHECK (low <= value AND value <= high)
);
CREATE INDEX predictions_target ON predictions (target_date);

CREATE TABLE prediction_scores (
  version_id    bigint           NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
  ticker        text COLLATE "C" NOT NULL,
  as_of         date             NOT NULL,
  target_date   date             NOT NULL,
  realised      double precision NOT NULL CHECK (realised > '-Infinity' AND realised < 'Infinity'),
  split_factor  double precision NOT NULL DEFAULT 1 CHECK (split_factor > 0 AND split_factor < 'Infinity'),
  error         double precision NOT NULL CHECK (error > '-Infinity' AND error < 'Infinity'),
  direction_hit boolean,
  in_interval   boolean,
  scored_at     timestamptz      NOT NULL,
  PRIMARY KEY (version_id, ticker, as_of, target_date)
);

COMMENT ON TABLE  predictions             IS 'One row per version, ticker, as-of date and target date';
COMMENT ON COLUMN predictions.version_id  IS 'Who made it: model_versions.id; goes with the version';
COMMENT ON COLUMN predictions.ticker      IS 'Vendor symbol';
COMMENT ON COLUMN predictions.as_of       IS 'Session at whose close all it rests on was known';
COMMENT ON COLUMN predictions.target_date IS 'Session it is about, later';
COMMENT ON COLUMN predictions.horizon     IS 'Sessions from as_of to target_date';
COMMENT ON COLUMN predictions.value       IS 'In the units of models.target: USD in shares of as_of, simple return of the target session, probability of a rise';
COMMENT ON COLUMN predictions.low         IS 'Lower end of the interval; NULL without one';
COMMENT ON COLUMN predictions.high        IS 'Upper end of the interval; NULL without one';
COMMENT ON COLUMN predictions.level       IS 'Share of targets the interval shall cover; NULL without one';
COMMENT ON COLUMN predictions.made_at     IS 'When this value was first stored';
COMMENT ON COLUMN predictions.run_id      IS 'Run that stored it then';

-- No foreign key to predictions: a check per row, and both go with the version anyway.
COMMENT ON TABLE  prediction_scores               IS 'One row per prediction whose target is known, keyed as predictions';
COMMENT ON COLUMN prediction_scores.version_id    IS 'As in predictions';
COMMENT ON COLUMN prediction_scores.ticker        IS 'As in predictions';
COMMENT ON COLUMN prediction_scores.as_of         IS 'As in predictions';
COMMENT ON COLUMN prediction_scores.target_date   IS 'As in predictions';
COMMENT ON COLUMN prediction_scores.realised      IS 'close: the raw close times split_factor; next_return: the stored daily_return; direction: 1 after a rise, else 0';
COMMENT ON COLUMN prediction_scores.split_factor  IS 'New over old shares of the splits after as_of up to target_date: makes the close comparable; 1 without any and for other targets';
COMMENT ON COLUMN prediction_scores.error         IS 'Predicted minus realised value';
COMMENT ON COLUMN prediction_scores.direction_hit IS 'Whether it went the way that was forecast (a forecast of no change says down); NULL when it went nowhere, or the close of as_of is missing';
COMMENT ON COLUMN prediction_scores.in_interval   IS 'Whether the realised value is in the interval, ends included; NULL without one';
COMMENT ON COLUMN prediction_scores.scored_at     IS 'When this score was first stored';

CREATE AGGREGATE product(double precision) (SFUNC = float8mul, STYPE = double precision, INITCOND = '1', PARALLEL = SAFE);
COMMENT ON AGGREGATE product(double precision) IS 'The values multiplied; 1 for none';
