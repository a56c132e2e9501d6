-- Searches for hyper-parameters and every trial of them: enough to go on exactly where a search was left.

CREATE TABLE tuning_searches (
  name       text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9._-]{0,59}$'),
  kind       text             NOT NULL CHECK (kind IN ('grid', 'random', 'hyperband')),
  model_kind text             NOT NULL CHECK (model_kind ~ '^[a-z][a-z0-9_-]{0,39}$'),
  subject    text             NOT NULL CHECK (subject <> ''),
  space      jsonb            NOT NULL CHECK (jsonb_typeof(space) = 'array' AND jsonb_array_length(space) >= 1),
  settings   jsonb            NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
  seed       bigint           NOT NULL,
  state      text             NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'STOPPED', 'FAILED')),
  end_reason text             CHECK (end_reason <> ''),
  runner     uuid             NOT NULL,
  started_at timestamptz      NOT NULL,
  ended_at   timestamptz      CHECK (ended_at >= started_at),
  CHECK ((state = 'RUNNING') = (ended_at IS NULL) AND (ended_at IS NULL) = (end_reason IS NULL))
);
COMMENT ON TABLE  tuning_searches            IS 'One row per search for hyper-parameters';
COMMENT ON COLUMN tuning_searches.name       IS 'Its name, by which it is resumed';
COMMENT ON COLUMN tuning_searches.kind       IS 'How it chooses what to try';
COMMENT ON COLUMN tuning_searches.model_kind IS 'What is tuned: arima, lstm, ...';
COMMENT ON COLUMN tuning_searches.subject    IS 'On what: the name of a dataset, or a series';
COMMENT ON COLUMN tuning_searches.space      IS 'The parameters, in order, with what each may be';
COMMENT ON COLUMN tuning_searches.settings   IS 'Whatever else its results depend on: of the plan, and of the evaluation';
COMMENT ON COLUMN tuning_searches.seed       IS 'What random choices come from; 0 when there are none';
COMMENT ON COLUMN tuning_searches.state      IS 'DONE: nothing left that was asked for; STOPPED: by a limit or a request; FAILED: by trials that failed in a row; RUNNING also after a kill';
COMMENT ON COLUMN tuning_searches.end_reason IS 'Why it ended, in words; NULL while it runs';
COMMENT ON COLUMN tuning_searches.runner     IS 'Who may write: the process that opened it last';
COMMENT ON COLUMN tuning_searches.started_at IS 'When it was begun first';
COMMENT ON COLUMN tuning_searches.ended_at   IS 'When it ended last; NULL while it runs';

CREATE TABLE tuning_trials (
  search          text COLLATE "C"   NOT NULL REFERENCES tuning_searches (name) ON DELETE CASCADE,
  number          integer            NOT NULL CHECK (number >= 1),
  hyperparameters jsonb              NOT NULL CHECK (jsonb_typeof(hyperparameters) = 'object'),
  bracket         integer            NOT NULL CHECK (bracket >= 0),
  rung            integer            NOT NULL CHECK (rung >= 0),
  from_epoch      integer            NOT NULL CHECK (from_epoch >= 0),
  to_epoch        integer            NOT NULL CHECK (to_epoch > from_epoch),
  parent          integer            CHECK (parent < number),
  state           text               NOT NULL CHECK (state IN ('RUNNING', 'INTERRUPTED', 'DONE', 'FAILED')),
  objective       double precision   CHECK (objective < 'Infinity' AND objective > '-Infinity'),
  folds           double precision[] CHECK ('Infinity' > ALL (folds) AND '-Infinity' < ALL (folds)),
  details         jsonb              CHECK (jsonb_typeof(details) = 'object'),
  checkpointed    boolean            NOT NULL DEFAULT false CHECK (state = 'DONE' OR NOT checkpointed),
  checkpoint      bytea              CHECK (checkpoint IS NULL OR checkpointed),
  error           text               CHECK (error <> ''),
  started_at      timestamptz        NOT NULL,
  ended_at        timestamptz        CHECK (ended_at >= started_at),
  PRIMARY KEY (search, number),
  UNIQUE (search, parent),
  FOREIGN KEY (search, parent) REFERENCES tuning_trials (search, number),
  CHECK ((rung = 0) = (parent IS NULL)),
  CHECK ((state = 'DONE') = (objective IS NOT NULL) AND (state = 'DONE') = (folds IS NOT NULL) AND (state = 'DONE') = (details IS NOT NULL)),
  CHECK ((state = 'FAILED') = (error IS NOT NULL)),
  CHECK ((state IN ('DONE', 'FAILED')) = (ended_at IS NOT NULL))
);
COMMENT ON TABLE  tuning_trials                 IS 'One row per trial of a search; each rung of Hyperband is a trial';
COMMENT ON COLUMN tuning_trials.search          IS 'tuning_searches.name';
COMMENT ON COLUMN tuning_trials.number          IS '1, 2, ...: the order in which they were begun first';
COMMENT ON COLUMN tuning_trials.hyperparameters IS 'Value by parameter';
COMMENT ON COLUMN tuning_trials.bracket         IS 'Of Hyperband; 0 for other searches';
COMMENT ON COLUMN tuning_trials.rung            IS 'Of Hyperband, 0 is the first; 0 for other searches';
COMMENT ON COLUMN tuning_trials.from_epoch      IS 'Epochs that were trained before: those of the parent, or 0 when it left nothing to go on from';
COMMENT ON COLUMN tuning_trials.to_epoch        IS 'Epochs that are trained in the end';
COMMENT ON COLUMN tuning_trials.parent          IS 'Number of the trial that is continued; NULL on rung 0';
COMMENT ON COLUMN tuning_trials.state           IS 'INTERRUPTED: begun and broken off, will be run again; RUNNING also after a kill';
COMMENT ON COLUMN tuning_trials.objective       IS 'Mean score over the folds; the lower, the better';
COMMENT ON COLUMN tuning_trials.folds           IS 'Score of each walk-forward fold, earliest first; may be empty';
COMMENT ON COLUMN tuning_trials.details         IS 'Whatever else the evaluation kept';
COMMENT ON COLUMN tuning_trials.checkpointed    IS 'Whether it left something to go on from';
COMMENT ON COLUMN tuning_trials.checkpoint      IS 'What a promoted trial goes on from; NULL once it can no longer be promoted';
COMMENT ON COLUMN tuning_trials.error           IS 'Why it failed';
COMMENT ON COLUMN tuning_trials.started_at      IS 'When it was begun last';
COMMENT ON COLUMN tuning_trials.ended_at        IS 'When its result was stored; NULL without one';

-- Weights are compressed already, or do not compress.
ALTER TABLE tuning_trials ALTER COLUMN checkpoint SET STORAGE EXTERNAL;
