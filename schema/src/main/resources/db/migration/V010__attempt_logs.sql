-- The ends of the logs of attempts, and how far the lineage of runs was told.

CREATE SEQUENCE attempt_log_chunks;
CREATE TABLE attempt_logs (
  at        timestamptz NOT NULL,
  chunk_id  bigint      NOT NULL DEFAULT nextval('attempt_log_chunks'),
  dag_id    text        NOT NULL,
  run_id    text        NOT NULL CHECK (run_id <> ''),
  task_id   text        NOT NULL CHECK (task_id <> ''),
  map_index integer     NOT NULL CHECK (map_index >= -1),
  attempt   integer     NOT NULL CHECK (attempt >= 1),
  lines     integer     NOT NULL CHECK (lines >= 1),
  size      integer     NOT NULL CHECK (size >= lines),
  text      text        NOT NULL CHECK (text <> '')
) PARTITION BY RANGE (at);
ALTER SEQUENCE attempt_log_chunks OWNED BY attempt_logs.chunk_id;
CREATE TABLE attempt_logs_rest PARTITION OF attempt_logs DEFAULT;
CREATE INDEX attempt_logs_of_attempt ON attempt_logs (dag_id, run_id, task_id, map_index, attempt, chunk_id);
COMMENT ON TABLE  attempt_logs           IS 'What attempts logged last, in chunks of lines, by month; all of it is in files of the workers';
COMMENT ON COLUMN attempt_logs.at        IS 'When the first of the lines was written';
COMMENT ON COLUMN attempt_logs.chunk_id  IS 'Grows in the order of writing within an attempt';
COMMENT ON COLUMN attempt_logs.dag_id    IS 'The DAG';
COMMENT ON COLUMN attempt_logs.run_id    IS 'The execution of the run: its id, with #n from the second on; may be gone';
COMMENT ON COLUMN attempt_logs.task_id   IS 'The task';
COMMENT ON COLUMN attempt_logs.map_index IS 'As in task_instances';
COMMENT ON COLUMN attempt_logs.attempt   IS 'Which attempt, from 1; looks of a sensor share one';
COMMENT ON COLUMN attempt_logs.lines     IS 'How many lines there are';
COMMENT ON COLUMN attempt_logs.size      IS 'Their characters, times and ends left out, one more each';
COMMENT ON COLUMN attempt_logs.text      IS 'The lines, separated by line feeds: UTC time with milliseconds, a blank, the text';

CREATE TABLE lineage_cursor (
  single boolean     PRIMARY KEY DEFAULT true CHECK (single),
  until  timestamptz NOT NULL
);
COMMENT ON TABLE  lineage_cursor        IS 'One row, locked by who tells the lineage; none before it was told for the first time';
COMMENT ON COLUMN lineage_cursor.single IS 'True';
COMMENT ON COLUMN lineage_cursor.until  IS 'What happened before was told, but for what was committed late';

CREATE TABLE lineage_sent (
  event_key    text        PRIMARY KEY CHECK (event_key <> ''),
  execution_id bigint      NOT NULL,
  sent_at      timestamptz NOT NULL
);
CREATE INDEX lineage_sent_age ON lineage_sent (sent_at);
COMMENT ON TABLE  lineage_sent              IS 'Lineage events that were told, of executions that are live or ended lately';
COMMENT ON COLUMN lineage_sent.event_key    IS 'Names the event: start or end, of which execution or attempt';
COMMENT ON COLUMN lineage_sent.execution_id IS 'The execution; may be gone';
COMMENT ON COLUMN lineage_sent.sent_at      IS 'When';

-- Gives history tables a partition for each month between two dates; those that exist stay.
CREATE OR REPLACE FUNCTION add_history_partitions(first date, last date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month date := date_trunc('month', first)::date;
  parent text;
BEGIN
  WHILE month <= last LOOP
    FOREACH parent IN ARRAY ARRAY['attempts', 'audit', 'attempt_logs'] LOOP
      BEGIN
        IF to_regclass(parent || to_char(month, '_YYYY_MM')) IS NULL THEN
          EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
            parent || to_char(month, '_YYYY_MM'), parent,
            month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
        END IF;
      EXCEPTION WHEN check_violation OR duplicate_table THEN
        NULL;  -- Rows of that month are in the rest already, where they stay; or somebody else was faster.
      END;
    END LOOP;
    month := (month + interval '1 month')::date;
  END LOOP;
END $$;

SELECT add_history_partitions(current_date, current_date + 62);
