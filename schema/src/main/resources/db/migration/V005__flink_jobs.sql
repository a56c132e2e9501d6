-- Jobs that commands handed to a Flink cluster: who they are there, and how they ended.

CREATE TABLE flink_jobs (
  run_id        uuid        PRIMARY KEY,
  job_id        char(32)    NOT NULL UNIQUE CHECK (job_id = replace(run_id::text, '-', '')),
  master        text        NOT NULL CHECK (master ~ '^.+:[0-9]{1,5}$'),
  command       text        NOT NULL CHECK (command <> ''),
  job_name      text        NOT NULL CHECK (job_name <> ''),
  first_date    date        NOT NULL,
  last_date     date        NOT NULL,
  expected      integer     NOT NULL CHECK (expected >= 0),
  state         text        NOT NULL CHECK (state IN ('SUBMITTING', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELED', 'LOST')),
  counters      jsonb                CHECK (jsonb_typeof(counters) = 'object'),
  submitted_at  timestamptz NOT NULL DEFAULT now(),
  ended_at      timestamptz          CHECK (ended_at >= submitted_at),
  error         text                 CHECK (error <> ''),
  CHECK (last_date >= first_date),
  CHECK ((ended_at IS NULL) = (state IN ('SUBMITTING', 'RUNNING')))
);
CREATE INDEX flink_jobs_latest ON flink_jobs (submitted_at DESC);

COMMENT ON TABLE  flink_jobs              IS 'One row per run that a command submitted to a Flink cluster, written before the submission';
COMMENT ON COLUMN flink_jobs.run_id       IS 'The run, as in ingestion_logs';
COMMENT ON COLUMN flink_jobs.job_id       IS 'Flink''s id of the job: the run id without its dashes, so a cluster refuses to run it twice';
COMMENT ON COLUMN flink_jobs.master       IS 'Host and REST port of the cluster';
COMMENT ON COLUMN flink_jobs.command      IS 'The command, e.g. ingest';
COMMENT ON COLUMN flink_jobs.job_name     IS 'The job''s name on the cluster; ends with the run id';
COMMENT ON COLUMN flink_jobs.first_date   IS 'First date of the run''s range';
COMMENT ON COLUMN flink_jobs.last_date    IS 'Last date of the run''s range';
COMMENT ON COLUMN flink_jobs.expected     IS 'Rows of ingestion_logs that the run will leave when nothing fails';
COMMENT ON COLUMN flink_jobs.state        IS 'As last seen; LOST: the cluster does not know the job any more';
COMMENT ON COLUMN flink_jobs.counters     IS 'Beam counters read from the cluster at the end, by name; NULL before';
COMMENT ON COLUMN flink_jobs.submitted_at IS 'When the command was about to submit it';
COMMENT ON COLUMN flink_jobs.ended_at     IS 'When a command saw that it had ended; NULL before';
COMMENT ON COLUMN flink_jobs.error        IS 'What happened and what to do; NULL when nothing is wrong';
