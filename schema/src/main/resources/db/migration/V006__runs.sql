-- What the orchestrator knows: DAGs and their versions, slots, runs, executions, task instances, and who works on what.

CREATE TABLE pools (
  pool   text    PRIMARY KEY CHECK (pool ~ '^[A-Za-z0-9_.-]{1,100}$'),
  slots  integer NOT NULL CHECK (slots >= 0),
  about  text    NOT NULL DEFAULT '',
  credit integer NOT NULL DEFAULT 0 CHECK (credit >= 0)
);
INSERT INTO pools (pool, slots, about) VALUES ('default', 128, 'For tasks that name no pool');
COMMENT ON TABLE  pools       IS 'Named numbers of slots that task instances share; what is taken is counted from task_instances';
COMMENT ON COLUMN pools.pool  IS 'Its name; default always exists';
COMMENT ON COLUMN pools.slots IS 'How many slots there are; 0 lets nothing of it start';
COMMENT ON COLUMN pools.about IS 'For people';
COMMENT ON COLUMN pools.credit IS 'Hundredths of a start that waiting backfills have saved up beside live runs';

CREATE TABLE dag_versions (
  dag_id     text        NOT NULL CHECK (dag_id ~ '^[A-Za-z0-9_-]{1,100}$'),
  version    char(64)    NOT NULL,
  document   text        NOT NULL,
  number     integer     NOT NULL CHECK (number >= 1),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (dag_id, version),
  UNIQUE (dag_id, number)
);
COMMENT ON TABLE  dag_versions            IS 'Every version of every DAG that was loaded and differs in what would run';
COMMENT ON COLUMN dag_versions.dag_id     IS 'The DAG';
COMMENT ON COLUMN dag_versions.version    IS 'SHA-256 of its meaning';
COMMENT ON COLUMN dag_versions.document   IS 'The whole DAG as canonical JSON, so that a run stays on its version without the file';
COMMENT ON COLUMN dag_versions.number     IS 'Counts the versions of the DAG from 1';
COMMENT ON COLUMN dag_versions.created_at IS 'When it was loaded first';

CREATE TABLE dags (
  dag_id          text        PRIMARY KEY,
  version         char(64)    NOT NULL,
  origin          text        NOT NULL CHECK (origin <> ''),
  present         boolean     NOT NULL DEFAULT true,
  paused          boolean     NOT NULL,
  paused_because  text        NOT NULL DEFAULT '',
  max_active_runs integer     NOT NULL CHECK (max_active_runs >= 1),
  assets          text[]      NOT NULL DEFAULT '{}',
  switched_on     timestamptz NOT NULL,
  handled_until   timestamptz NOT NULL,
  next_due        timestamptz,
  served_at       timestamptz,
  FOREIGN KEY (dag_id, version) REFERENCES dag_versions
);
CREATE INDEX dags_next_due ON dags (next_due) WHERE present AND NOT paused;
CREATE INDEX dags_assets ON dags USING gin (assets);
COMMENT ON TABLE  dags                 IS 'Every DAG that was ever loaded and not deleted';
COMMENT ON COLUMN dags.dag_id          IS 'Its id';
COMMENT ON COLUMN dags.version         IS 'The version new runs get';
COMMENT ON COLUMN dags.origin          IS 'The file it is from, or built-in, or the jar';
COMMENT ON COLUMN dags.present         IS 'False when it was not there any more at the last load; gets no new runs then';
COMMENT ON COLUMN dags.paused          IS 'A paused DAG starts no runs; those running go on';
COMMENT ON COLUMN dags.paused_because  IS 'Why, when the scheduler paused it; empty otherwise';
COMMENT ON COLUMN dags.max_active_runs IS 'Runs at once, backfills left out; from its version';
COMMENT ON COLUMN dags.assets          IS 'Assets whose renewal may start a run; empty for other schedules';
COMMENT ON COLUMN dags.switched_on     IS 'When it was created or unpaused last';
COMMENT ON COLUMN dags.handled_until   IS 'Slots due up to here were dealt with';
COMMENT ON COLUMN dags.next_due        IS 'When the next slot is due; NULL when there is none';
COMMENT ON COLUMN dags.served_at       IS 'When one of its tasks was given slots last: who waits longest comes first';

CREATE TABLE dag_problems (
  file     text    NOT NULL CHECK (file <> ''),
  position integer NOT NULL CHECK (position >= 0),
  line     integer NOT NULL CHECK (line >= 0),
  col      integer NOT NULL CHECK (col >= 0),
  message  text    NOT NULL CHECK (message <> ''),
  PRIMARY KEY (file, position)
);
COMMENT ON TABLE  dag_problems          IS 'Why files could not be loaded, as of the last load';
COMMENT ON COLUMN dag_problems.file     IS 'The file, from the folder of DAGs';
COMMENT ON COLUMN dag_problems.position IS 'Counts the problems of the file from 0';
COMMENT ON COLUMN dag_problems.line     IS 'From 1';
COMMENT ON COLUMN dag_problems.col      IS 'From 1';
COMMENT ON COLUMN dag_problems.message  IS 'What is wrong and what to do';

CREATE TABLE backfills (
  backfill_id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name            text        NOT NULL UNIQUE CHECK (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
  dag_id          text        NOT NULL REFERENCES dags ON DELETE CASCADE,
  state           text        NOT NULL CHECK (state IN ('RUNNING', 'PAUSED', 'CANCELLED', 'DONE')),
  first_date      date,
  last_date       date        CHECK (last_date >= first_date),
  backwards       boolean     NOT NULL,
  reprocess       text        NOT NULL CHECK (reprocess IN ('NONE', 'FAILED', 'ALL')),
  merge           integer     NOT NULL CHECK (merge >= 1),
  tasks           text[]      CHECK (cardinality(tasks) > 0),
  params          jsonb       NOT NULL CHECK (jsonb_typeof(params) = 'object'),
  max_active_runs integer     NOT NULL CHECK (max_active_runs >= 1),
  share           integer     NOT NULL CHECK (share BETWEEN 0 AND 100),
  after_backfill  bigint      REFERENCES backfills ON DELETE SET NULL,
  asked_by        text        NOT NULL,
  created_at      timestamptz NOT NULL,
  ended_at        timestamptz CHECK (ended_at >= created_at)
);
COMMENT ON TABLE  backfills                 IS 'Named sets of slots to run, with their own limits';
COMMENT ON COLUMN backfills.backfill_id     IS 'Key';
COMMENT ON COLUMN backfills.name            IS 'What people call it';
COMMENT ON COLUMN backfills.dag_id          IS 'Whose slots';
COMMENT ON COLUMN backfills.state           IS 'A paused one starts no runs, a cancelled one neither; DONE: none is queued or running';
COMMENT ON COLUMN backfills.first_date      IS 'First date asked for; NULL when slots were listed';
COMMENT ON COLUMN backfills.last_date       IS 'Last date asked for; NULL when slots were listed';
COMMENT ON COLUMN backfills.backwards       IS 'Whether the latest slot runs first';
COMMENT ON COLUMN backfills.reprocess       IS 'Which slots that have run are run again';
COMMENT ON COLUMN backfills.merge           IS 'At most so many consecutive slots become one run';
COMMENT ON COLUMN backfills.tasks           IS 'The tasks to run; NULL for all';
COMMENT ON COLUMN backfills.params          IS 'Parameters of its runs';
COMMENT ON COLUMN backfills.max_active_runs IS 'Its runs at once, whatever the DAG allows';
COMMENT ON COLUMN backfills.share           IS 'Percentage of each pool it may insist on beside live runs, while it has work';
COMMENT ON COLUMN backfills.after_backfill  IS 'Starts when that one is done: the DAG before this one';
COMMENT ON COLUMN backfills.asked_by        IS 'Who asked for it';
COMMENT ON COLUMN backfills.created_at      IS 'When';
COMMENT ON COLUMN backfills.ended_at        IS 'When it was done or cancelled; NULL before';

CREATE TABLE runs (
  run_key        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dag_id         text        NOT NULL REFERENCES dags ON DELETE CASCADE,
  run_id         text        NOT NULL CHECK (run_id ~ '^[A-Za-z0-9_.:+-]{1,250}$'),
  kind           text        NOT NULL CHECK (kind IN ('SCHEDULED', 'MANUAL', 'ASSET', 'BACKFILL')),
  logical_date   timestamptz NOT NULL,
  interval_start timestamptz NOT NULL,
  interval_end   timestamptz NOT NULL CHECK (interval_end >= interval_start),
  run_after      timestamptz NOT NULL,
  first_date     date        NOT NULL,
  last_date      date        NOT NULL CHECK (last_date >= first_date),
  params         jsonb       NOT NULL CHECK (jsonb_typeof(params) = 'object'),
  note           text        NOT NULL DEFAULT '',
  created_at     timestamptz NOT NULL,
  UNIQUE (dag_id, run_id)
);
CREATE INDEX runs_by_due ON runs (dag_id, run_after DESC, run_key DESC);
COMMENT ON TABLE  runs                IS 'A DAG for a slot: what is to be done, whatever executions it takes';
COMMENT ON COLUMN runs.run_key        IS 'Key';
COMMENT ON COLUMN runs.dag_id         IS 'The DAG';
COMMENT ON COLUMN runs.run_id         IS 'What people call it, unique in its DAG';
COMMENT ON COLUMN runs.kind           IS 'What brought it about';
COMMENT ON COLUMN runs.logical_date   IS 'Names the slot';
COMMENT ON COLUMN runs.interval_start IS 'Start of its data, inclusive';
COMMENT ON COLUMN runs.interval_end   IS 'End of its data, exclusive';
COMMENT ON COLUMN runs.run_after      IS 'The earliest time it may start';
COMMENT ON COLUMN runs.first_date     IS 'First date it is about';
COMMENT ON COLUMN runs.last_date      IS 'Last date it is about';
COMMENT ON COLUMN runs.params         IS 'The value of every parameter';
COMMENT ON COLUMN runs.note           IS 'For people: who asked and why';
COMMENT ON COLUMN runs.created_at     IS 'When it was created';

CREATE TABLE slots (
  dag_id       text        NOT NULL REFERENCES dags ON DELETE CASCADE,
  logical_date timestamptz NOT NULL,
  run_key      bigint      REFERENCES runs ON DELETE CASCADE,
  reason       text        NOT NULL,
  PRIMARY KEY (dag_id, logical_date)
);
CREATE INDEX slots_of_run ON slots (run_key);
COMMENT ON TABLE  slots              IS 'What became of each slot that fell due or was asked for; several may share one merged run';
COMMENT ON COLUMN slots.dag_id       IS 'The DAG';
COMMENT ON COLUMN slots.logical_date IS 'Names the slot';
COMMENT ON COLUMN slots.run_key      IS 'The run that covers it; NULL when it was passed over';
COMMENT ON COLUMN slots.reason       IS 'Why it was passed over; empty otherwise';

CREATE TABLE executions (
  execution_id bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_key      bigint      NOT NULL REFERENCES runs ON DELETE CASCADE,
  number       integer     NOT NULL CHECK (number >= 1),
  dag_id       text        NOT NULL,
  version      char(64)    NOT NULL,
  cause        text        NOT NULL CHECK (cause IN ('SCHEDULED', 'MANUAL', 'ASSET', 'BACKFILL', 'CLEARED')),
  backfill_id  bigint      REFERENCES backfills ON DELETE SET NULL,
  lane         text        NOT NULL CHECK (lane IN ('LIVE', 'BACKFILL')),
  ordinal      integer     NOT NULL DEFAULT 0 CHECK (ordinal >= 0),
  state        text        NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCESS', 'FAILED')),
  reason       text        NOT NULL DEFAULT '',
  tasks        text[]      CHECK (cardinality(tasks) > 0),
  run_after    timestamptz NOT NULL,
  queued_at    timestamptz NOT NULL,
  started_at   timestamptz,
  ended_at     timestamptz,
  examined_at  timestamptz,
  times_out_at timestamptz,
  asked_by     text        NOT NULL,
  UNIQUE (run_key, number),
  FOREIGN KEY (dag_id, version) REFERENCES dag_versions (dag_id, version),
  CHECK ((ended_at IS NOT NULL) = (state IN ('SUCCESS', 'FAILED')))
);
CREATE INDEX executions_live ON executions (dag_id, state) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX executions_queued ON executions (run_after) WHERE state = 'QUEUED';
CREATE INDEX executions_of_backfill ON executions (backfill_id, ordinal) WHERE backfill_id IS NOT NULL;
CREATE INDEX executions_running ON executions (times_out_at) WHERE state = 'RUNNING';
CREATE INDEX executions_of_dag ON executions (dag_id, run_after DESC);
CREATE INDEX executions_ended ON executions (ended_at) WHERE ended_at IS NOT NULL;
COMMENT ON TABLE  executions              IS 'Each time a run was carried out; clearing a run starts another one';
COMMENT ON COLUMN executions.execution_id IS 'Key';
COMMENT ON COLUMN executions.run_key      IS 'The run';
COMMENT ON COLUMN executions.number       IS 'Counts the executions of the run from 1';
COMMENT ON COLUMN executions.dag_id       IS 'The DAG, as in runs';
COMMENT ON COLUMN executions.version      IS 'The version it stays on';
COMMENT ON COLUMN executions.cause        IS 'What brought it about';
COMMENT ON COLUMN executions.backfill_id  IS 'The backfill it belongs to; NULL for none';
COMMENT ON COLUMN executions.lane         IS 'Whose share of the slots it takes';
COMMENT ON COLUMN executions.ordinal      IS 'Its place in the order of its backfill, from 1; 0 for none';
COMMENT ON COLUMN executions.state        IS 'Where it stands';
COMMENT ON COLUMN executions.reason       IS 'Why, for people';
COMMENT ON COLUMN executions.tasks        IS 'The tasks it runs; NULL for all';
COMMENT ON COLUMN executions.run_after    IS 'The earliest time it may start';
COMMENT ON COLUMN executions.queued_at    IS 'When it was created';
COMMENT ON COLUMN executions.started_at   IS 'When its tasks were looked at first; NULL before';
COMMENT ON COLUMN executions.ended_at     IS 'When it was over; NULL before';
COMMENT ON COLUMN executions.examined_at  IS 'When its tasks were looked at last; NULL before';
COMMENT ON COLUMN executions.times_out_at IS 'When it is ended, finished or not; NULL before its start';
COMMENT ON COLUMN executions.asked_by     IS 'Who asked for it';

CREATE TABLE task_instances (
  instance_id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  execution_id     bigint      NOT NULL REFERENCES executions ON DELETE CASCADE,
  dag_id           text        NOT NULL,
  task_id          text        NOT NULL CHECK (task_id <> ''),
  map_index        integer     NOT NULL CHECK (map_index >= -1),
  state            text        NOT NULL CHECK (state IN ('NONE', 'SCHEDULED', 'QUEUED', 'RUNNING', 'RESTARTING', 'UP_FOR_RETRY',
    'UP_FOR_RESCHEDULE', 'DEFERRED', 'AWAITING_INPUT', 'SUCCESS', 'FAILED', 'SKIPPED', 'UPSTREAM_FAILED', 'REMOVED')),
  reason           text        NOT NULL DEFAULT '',
  lane             text        NOT NULL CHECK (lane IN ('LIVE', 'BACKFILL')),
  pool             text        NOT NULL,
  slots            integer     NOT NULL CHECK (slots >= 1),
  priority         integer     NOT NULL,
  run_after        timestamptz NOT NULL,
  attempt          integer     NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  token            uuid,
  process_id       uuid,
  next_look        timestamptz,
  scheduled_at     timestamptz,
  queued_at        timestamptz,
  started_at       timestamptz,
  first_started_at timestamptz,
  ended_at         timestamptz,
  item             text,
  outputs          text,
  chosen           text[],
  external_job     text,
  requeues         integer     NOT NULL DEFAULT 0 CHECK (requeues >= 0),
  UNIQUE (execution_id, task_id, map_index),
  CHECK (state <> 'RUNNING' OR (token IS NOT NULL AND process_id IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX task_instances_scheduled ON task_instances (pool, lane, dag_id, priority DESC, run_after, instance_id) WHERE state = 'SCHEDULED';
CREATE INDEX task_instances_active ON task_instances (state, dag_id) WHERE state IN ('QUEUED', 'RUNNING', 'RESTARTING');
CREATE INDEX task_instances_looks ON task_instances (next_look) WHERE next_look IS NOT NULL;
COMMENT ON TABLE  task_instances                  IS 'Each task of each execution, mapped ones once per element: where it stands now';
COMMENT ON COLUMN task_instances.instance_id      IS 'Key';
COMMENT ON COLUMN task_instances.execution_id     IS 'The execution';
COMMENT ON COLUMN task_instances.dag_id           IS 'The DAG, as in executions';
COMMENT ON COLUMN task_instances.task_id          IS 'The task';
COMMENT ON COLUMN task_instances.map_index        IS 'The element of a mapped task from 0; -1 when it is not mapped, or not yet';
COMMENT ON COLUMN task_instances.state            IS 'Where it stands';
COMMENT ON COLUMN task_instances.reason           IS 'Why, for people';
COMMENT ON COLUMN task_instances.lane             IS 'As in executions';
COMMENT ON COLUMN task_instances.pool             IS 'Whose slots it takes';
COMMENT ON COLUMN task_instances.slots            IS 'How many';
COMMENT ON COLUMN task_instances.priority         IS 'Greater is earlier, among the tasks of its DAG';
COMMENT ON COLUMN task_instances.run_after        IS 'As in runs: earlier slots come first';
COMMENT ON COLUMN task_instances.attempt          IS 'The attempt it is at, or had last; 0 before the first';
COMMENT ON COLUMN task_instances.token            IS 'The fence of the attempt a worker works on; NULL when none does';
COMMENT ON COLUMN task_instances.process_id       IS 'The worker; NULL when none does';
COMMENT ON COLUMN task_instances.next_look        IS 'When something has to happen by itself: a retry, a look, the end of a wait; NULL for never';
COMMENT ON COLUMN task_instances.scheduled_at     IS 'When its conditions were met last';
COMMENT ON COLUMN task_instances.queued_at        IS 'When it was given its slots last';
COMMENT ON COLUMN task_instances.started_at       IS 'When a worker took it last';
COMMENT ON COLUMN task_instances.first_started_at IS 'When a worker took it, or it began to wait, for the first time';
COMMENT ON COLUMN task_instances.ended_at         IS 'When it was finished; NULL before';
COMMENT ON COLUMN task_instances.item             IS 'The element of the list it is mapped over, as JSON; NULL when it is not mapped';
COMMENT ON COLUMN task_instances.outputs          IS 'What it gave, as a JSON object; NULL when nothing';
COMMENT ON COLUMN task_instances.chosen           IS 'The tasks a branch went on with; NULL when it is none';
COMMENT ON COLUMN task_instances.external_job     IS 'The job it runs elsewhere; NULL when none';
COMMENT ON COLUMN task_instances.requeues         IS 'How often its worker was lost';

CREATE TABLE attempts (
  ended_at     timestamptz NOT NULL,
  instance_id  bigint      NOT NULL,
  execution_id bigint      NOT NULL,
  dag_id       text        NOT NULL,
  task_id      text        NOT NULL,
  map_index    integer     NOT NULL CHECK (map_index >= -1),
  number       integer     NOT NULL CHECK (number >= 1),
  token        uuid        NOT NULL,
  process_id   uuid        NOT NULL,
  worker       text        NOT NULL,
  pool         text        NOT NULL,
  slots        integer     NOT NULL CHECK (slots >= 1),
  scheduled_at timestamptz NOT NULL,
  queued_at    timestamptz NOT NULL,
  started_at   timestamptz NOT NULL,
  outcome      text        NOT NULL CHECK (outcome IN ('DONE', 'SKIPPED', 'NOT_YET', 'DEFERRED', 'FAILED', 'LOST', 'STOPPED')),
  error_class  text        CHECK (error_class IN ('NOT_READY', 'BAD_INPUT', 'REFUSED', 'INFRASTRUCTURE', 'OTHER')),
  message      text        NOT NULL DEFAULT '',
  detail       text        NOT NULL DEFAULT ''
) PARTITION BY RANGE (ended_at);
CREATE TABLE attempts_rest PARTITION OF attempts DEFAULT;
CREATE INDEX attempts_of_execution ON attempts (execution_id, task_id, map_index);
COMMENT ON TABLE  attempts              IS 'What workers did, one row per stretch of work that is over, by month';
COMMENT ON COLUMN attempts.ended_at     IS 'When it was over, or given up';
COMMENT ON COLUMN attempts.instance_id  IS 'The task instance; may be gone';
COMMENT ON COLUMN attempts.execution_id IS 'Its execution; may be gone';
COMMENT ON COLUMN attempts.dag_id       IS 'The DAG';
COMMENT ON COLUMN attempts.task_id      IS 'The task';
COMMENT ON COLUMN attempts.map_index    IS 'As in task_instances';
COMMENT ON COLUMN attempts.number       IS 'Which attempt, from 1; looks of a sensor share one';
COMMENT ON COLUMN attempts.token        IS 'Its fence';
COMMENT ON COLUMN attempts.process_id   IS 'The worker';
COMMENT ON COLUMN attempts.worker       IS 'Its host and process, for people';
COMMENT ON COLUMN attempts.pool         IS 'Whose slots it took';
COMMENT ON COLUMN attempts.slots        IS 'How many';
COMMENT ON COLUMN attempts.scheduled_at IS 'When its conditions were met';
COMMENT ON COLUMN attempts.queued_at    IS 'When it was given its slots';
COMMENT ON COLUMN attempts.started_at   IS 'When the worker took it';
COMMENT ON COLUMN attempts.outcome      IS 'How it ended; LOST: its worker was declared dead, STOPPED: somebody took it away';
COMMENT ON COLUMN attempts.error_class  IS 'Of a failure; NULL otherwise';
COMMENT ON COLUMN attempts.message      IS 'What happened, one line';
COMMENT ON COLUMN attempts.detail       IS 'A stack trace or the end of a log; may be empty';

CREATE TABLE wakes (
  wake_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  execution_id bigint NOT NULL
);
COMMENT ON TABLE  wakes              IS 'Executions in which something happened that a scheduler has not looked at yet';
COMMENT ON COLUMN wakes.wake_id      IS 'Key';
COMMENT ON COLUMN wakes.execution_id IS 'The execution; may be over or gone';

CREATE TABLE processes (
  process_id   uuid        PRIMARY KEY,
  kind         text        NOT NULL CHECK (kind IN ('SCHEDULER', 'WORKER')),
  host         text        NOT NULL,
  pid          bigint      NOT NULL CHECK (pid > 0),
  slots        integer     NOT NULL CHECK (slots >= 0),
  started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at     timestamptz,
  end_reason   text        NOT NULL DEFAULT ''
);
CREATE INDEX processes_alive ON processes (heartbeat_at) WHERE ended_at IS NULL;
COMMENT ON TABLE  processes              IS 'Schedulers and workers, those that are over included';
COMMENT ON COLUMN processes.process_id   IS 'Key, new at each start';
COMMENT ON COLUMN processes.kind         IS 'What it does';
COMMENT ON COLUMN processes.host         IS 'Where';
COMMENT ON COLUMN processes.pid          IS 'Its process id there';
COMMENT ON COLUMN processes.slots        IS 'How many tasks a worker runs at once; 0 for a scheduler';
COMMENT ON COLUMN processes.started_at   IS 'When it began, by the clock of the database';
COMMENT ON COLUMN processes.heartbeat_at IS 'When it was heard of last, by the clock of the database';
COMMENT ON COLUMN processes.ended_at     IS 'When it stopped or was declared dead; NULL before';
COMMENT ON COLUMN processes.end_reason   IS 'Which of both';

CREATE TABLE asset_events (
  event_id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  asset        text        NOT NULL CHECK (asset <> ''),
  dag_id       text        NOT NULL,
  execution_id bigint      NOT NULL,
  task_id      text        NOT NULL,
  happened_at  timestamptz NOT NULL,
  handled      boolean     NOT NULL DEFAULT false
);
CREATE INDEX asset_events_new ON asset_events (event_id) WHERE NOT handled;
CREATE INDEX asset_events_of ON asset_events (asset, event_id);
COMMENT ON TABLE  asset_events              IS 'Each time a task renewed an asset';
COMMENT ON COLUMN asset_events.event_id     IS 'Key';
COMMENT ON COLUMN asset_events.asset        IS 'The asset';
COMMENT ON COLUMN asset_events.dag_id       IS 'Who renewed it';
COMMENT ON COLUMN asset_events.execution_id IS 'In which execution; may be gone';
COMMENT ON COLUMN asset_events.task_id      IS 'Which task';
COMMENT ON COLUMN asset_events.happened_at  IS 'When';
COMMENT ON COLUMN asset_events.handled      IS 'Whether the DAGs that wait for it know';

CREATE TABLE asset_waits (
  dag_id   text   NOT NULL REFERENCES dags ON DELETE CASCADE,
  asset    text   NOT NULL,
  event_id bigint NOT NULL,
  PRIMARY KEY (dag_id, asset)
);
COMMENT ON TABLE  asset_waits          IS 'Assets renewed since the last run they caused, by the DAG that waits for others still';
COMMENT ON COLUMN asset_waits.dag_id   IS 'The DAG that waits';
COMMENT ON COLUMN asset_waits.asset    IS 'An asset it has got';
COMMENT ON COLUMN asset_waits.event_id IS 'The latest renewal';

CREATE TABLE deadlines (
  execution_id bigint      NOT NULL REFERENCES executions ON DELETE CASCADE,
  task_id      text        NOT NULL,
  position     integer     NOT NULL CHECK (position >= 0),
  due_at       timestamptz NOT NULL,
  missed_at    timestamptz,
  PRIMARY KEY (execution_id, task_id, position)
);
CREATE INDEX deadlines_open ON deadlines (due_at) WHERE missed_at IS NULL;
COMMENT ON TABLE  deadlines              IS 'By when executions and tasks have to be done; rows of what was done in time are removed';
COMMENT ON COLUMN deadlines.execution_id IS 'The execution';
COMMENT ON COLUMN deadlines.task_id      IS 'The task; empty for the whole execution';
COMMENT ON COLUMN deadlines.position     IS 'Its place among the deadlines of the DAG or task, from 0';
COMMENT ON COLUMN deadlines.due_at       IS 'When it is missed';
COMMENT ON COLUMN deadlines.missed_at    IS 'When that was seen; NULL before';

CREATE TABLE approvals (
  instance_id bigint      PRIMARY KEY REFERENCES task_instances ON DELETE CASCADE,
  question    text        NOT NULL CHECK (question <> ''),
  asked_at    timestamptz NOT NULL,
  approved    boolean,
  answered_by text,
  answered_at timestamptz,
  note        text        NOT NULL DEFAULT '',
  CHECK ((approved IS NULL) = (answered_by IS NULL) AND (approved IS NULL) = (answered_at IS NULL))
);
COMMENT ON TABLE  approvals             IS 'What people were asked, and their answers';
COMMENT ON COLUMN approvals.instance_id IS 'The task instance that waits';
COMMENT ON COLUMN approvals.question    IS 'The question';
COMMENT ON COLUMN approvals.asked_at    IS 'When it was asked';
COMMENT ON COLUMN approvals.approved    IS 'The answer; NULL before';
COMMENT ON COLUMN approvals.answered_by IS 'Who answered';
COMMENT ON COLUMN approvals.answered_at IS 'When';
COMMENT ON COLUMN approvals.note        IS 'What they said';

CREATE TABLE audit (
  at      timestamptz NOT NULL,
  who     text        NOT NULL,
  action  text        NOT NULL CHECK (action <> ''),
  dag_id  text        NOT NULL DEFAULT '',
  run_id  text        NOT NULL DEFAULT '',
  task_id text        NOT NULL DEFAULT '',
  detail  text        NOT NULL DEFAULT ''
) PARTITION BY RANGE (at);
CREATE TABLE audit_rest PARTITION OF audit DEFAULT;
CREATE INDEX audit_of_dag ON audit (dag_id, at);
COMMENT ON TABLE  audit         IS 'What people asked for, and what the scheduler did of its own accord, by month';
COMMENT ON COLUMN audit.at      IS 'When';
COMMENT ON COLUMN audit.who     IS 'Who; scheduler for its own acts';
COMMENT ON COLUMN audit.action  IS 'What, a verb';
COMMENT ON COLUMN audit.dag_id  IS 'About which DAG; empty for none';
COMMENT ON COLUMN audit.run_id  IS 'About which run; empty for none';
COMMENT ON COLUMN audit.task_id IS 'About which task; empty for none';
COMMENT ON COLUMN audit.detail  IS 'More, for people';

-- Gives history tables a partition for each month between two dates; those that exist stay.
CREATE FUNCTION add_history_partitions(first date, last date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month date := date_trunc('month', first)::date;
  parent text;
BEGIN
  WHILE month <= last LOOP
    FOREACH parent IN ARRAY ARRAY['attempts', 'audit'] LOOP
      BEGIN
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
          parent || to_char(month, '_YYYY_MM'), parent,
          month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
      EXCEPTION WHEN check_violation THEN
        NULL;  -- Rows of that month are in the rest already, where they stay.
      END;
    END LOOP;
    month := (month + interval '1 month')::date;
  END LOOP;
END $$;

SELECT add_history_partitions(current_date, current_date + 62);
