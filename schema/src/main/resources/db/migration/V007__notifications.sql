-- What happened to runs that somebody may want to be told, and whom it was told.

CREATE TABLE outbox (
  id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_key    text        NOT NULL UNIQUE CHECK (event_key <> ''),
  kind         text        NOT NULL CHECK (kind IN ('TASK_FAILED', 'TASK_RETRY', 'RUN_FAILED', 'RUN_SUCCEEDED',
                             'RUN_RECOVERED', 'DEADLINE_MISSED', 'DAG_PAUSED', 'APPROVAL_WANTED', 'ASSET_RENEWED')),
  dag_id       text        NOT NULL CHECK (dag_id <> ''),
  run_id       text        NOT NULL,
  task_id      text        NOT NULL,
  map_index    integer     NOT NULL CHECK (map_index >= -1),
  attempt      integer     NOT NULL CHECK (attempt >= 0),
  max_attempts integer     NOT NULL CHECK (max_attempts >= 0),
  item         text        NOT NULL,
  error_class  text        NOT NULL,
  message      text        NOT NULL,
  detail       text        NOT NULL,
  first_date   date,
  last_date    date                 CHECK (last_date >= first_date),
  happened_at  timestamptz NOT NULL,
  host         text        NOT NULL,
  routed_at    timestamptz,
  CHECK ((first_date IS NULL) = (last_date IS NULL)),
  CHECK (task_id <> '' OR (map_index = -1 AND attempt = 0))
);
CREATE INDEX outbox_to_route ON outbox (id) WHERE routed_at IS NULL;
CREATE INDEX outbox_age ON outbox (happened_at);

COMMENT ON TABLE  outbox              IS 'One row per event, written in the transaction of the state change that is the event';
COMMENT ON COLUMN outbox.id           IS 'In the order of writing';
COMMENT ON COLUMN outbox.event_key    IS 'Names the event: kind, DAG, run, task, map index, attempt, item; what is written twice is one event';
COMMENT ON COLUMN outbox.kind         IS 'What happened';
COMMENT ON COLUMN outbox.dag_id       IS 'The DAG it happened to';
COMMENT ON COLUMN outbox.run_id       IS 'The execution of the run; empty when it is about the DAG';
COMMENT ON COLUMN outbox.task_id      IS 'The task; empty when it is about the run or the DAG';
COMMENT ON COLUMN outbox.map_index    IS 'The element of a mapped task, from 0; -1 when it is not mapped';
COMMENT ON COLUMN outbox.attempt      IS 'The attempt, from 1; 0 when it is not about an attempt';
COMMENT ON COLUMN outbox.max_attempts IS 'Attempts there may be; 0 when it is not about an attempt';
COMMENT ON COLUMN outbox.item         IS 'Which of several: the index of a deadline, the name of an asset; empty otherwise';
COMMENT ON COLUMN outbox.error_class  IS 'Class of the error in lower case; empty without one';
COMMENT ON COLUMN outbox.message      IS 'What happened, one line; may be empty';
COMMENT ON COLUMN outbox.detail       IS 'More about it, lines of a stack trace for instance; may be empty';
COMMENT ON COLUMN outbox.first_date   IS 'First date the run is about; NULL when it has none';
COMMENT ON COLUMN outbox.last_date    IS 'Last date the run is about; NULL when it has none';
COMMENT ON COLUMN outbox.happened_at  IS 'When it happened';
COMMENT ON COLUMN outbox.host         IS 'The machine it happened on; may be empty';
COMMENT ON COLUMN outbox.routed_at    IS 'When the rules said who is told; NULL before';

CREATE TABLE deliveries (
  id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id uuid        NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  event_id   bigint      REFERENCES outbox ON DELETE CASCADE,
  channel    text        NOT NULL CHECK (channel <> ''),
  rule       text        NOT NULL CHECK (rule <> ''),
  digest_id  bigint      REFERENCES deliveries,
  state      text        NOT NULL CHECK (state IN ('DUE', 'HELD', 'SENT', 'DEAD')),
  attempts   integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  due_at     timestamptz NOT NULL,
  claim      uuid,
  created_at timestamptz NOT NULL,
  ended_at   timestamptz,
  error      text        CHECK (error <> ''),
  UNIQUE (event_id, channel),
  CHECK (event_id IS NOT NULL OR digest_id IS NULL),
  CHECK (state <> 'HELD' OR digest_id IS NOT NULL),
  CHECK ((ended_at IS NULL) = (state IN ('DUE', 'HELD'))),
  CHECK (claim IS NULL OR state = 'DUE')
);
CREATE INDEX deliveries_due ON deliveries (channel, due_at, id) WHERE state = 'DUE';
CREATE INDEX deliveries_storm ON deliveries (channel, rule, created_at);
CREATE INDEX deliveries_of_digest ON deliveries (digest_id) WHERE digest_id IS NOT NULL;

COMMENT ON TABLE  deliveries            IS 'One row per message: an event on a channel, or a digest of several';
COMMENT ON COLUMN deliveries.id         IS 'In the order of writing';
COMMENT ON COLUMN deliveries.message_id IS 'What the receiver tells repetitions by; the same at every attempt';
COMMENT ON COLUMN deliveries.event_id   IS 'The event it tells; NULL for a digest';
COMMENT ON COLUMN deliveries.channel    IS 'Name of the channel in notifications.yaml';
COMMENT ON COLUMN deliveries.rule       IS 'Name of the rule that asked for it; its limit counts messages per rule and channel';
COMMENT ON COLUMN deliveries.digest_id  IS 'The digest that tells the event instead, as the limit was reached; NULL otherwise';
COMMENT ON COLUMN deliveries.state      IS 'DUE: to be sent; HELD: told by a digest that is DUE; SENT: the channel took it; DEAD: refused, or tried too often';
COMMENT ON COLUMN deliveries.attempts   IS 'Attempts begun since it was last made due by the rules or by hand';
COMMENT ON COLUMN deliveries.due_at     IS 'When it is to be sent next; while it is being sent, when the claim on it ends';
COMMENT ON COLUMN deliveries.claim      IS 'Token of who sends it, or died sending it; only its holder may note the outcome';
COMMENT ON COLUMN deliveries.created_at IS 'When the rules asked for it';
COMMENT ON COLUMN deliveries.ended_at   IS 'When it became SENT or DEAD; NULL before';
COMMENT ON COLUMN deliveries.error      IS 'Why the latest attempt failed, without secrets; NULL when none failed';
