-- What people set for tasks beside the DAGs: variables and connections, their secrets encrypted outside of the database.

CREATE TABLE variables (
  name       text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
  secret     boolean          NOT NULL,
  about      text             NOT NULL DEFAULT '',
  key_id     char(8)          NOT NULL CHECK (key_id ~ '^[0-9a-f]{8}$'),
  sealed     text             NOT NULL CHECK (sealed ~ '^[A-Za-z0-9+/]{39,}={0,2}$' AND length(sealed) <= 87420),
  updated_at timestamptz      NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE  variables            IS 'Values by name that templates use; every value is encrypted';
COMMENT ON COLUMN variables.name       IS 'Its name; bound to the value, so that rows cannot be swapped';
COMMENT ON COLUMN variables.secret     IS 'Whether it is masked where it is shown and in logs';
COMMENT ON COLUMN variables.about      IS 'For people';
COMMENT ON COLUMN variables.key_id     IS 'Which key it is encrypted with: the first 8 hexadecimal digits of the key''s SHA-256';
COMMENT ON COLUMN variables.sealed     IS 'Nonce, value as JSON under AES-256-GCM, and tag, in base64';
COMMENT ON COLUMN variables.updated_at IS 'When it was set last';

CREATE TABLE connections (
  name       text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[A-Za-z0-9_.-]{1,100}$' AND name <> 'financeflow'),
  kind       text             NOT NULL CHECK (kind IN ('POSTGRES', 'HTTP', 'SMTP', 'OTHER')),
  url        text             NOT NULL CHECK (length(url) <= 2000),
  username   text             NOT NULL DEFAULT '',
  key_id     char(8)          NOT NULL CHECK (key_id ~ '^[0-9a-f]{8}$'),
  sealed     text             NOT NULL CHECK (sealed ~ '^[A-Za-z0-9+/]{39,}={0,2}$' AND length(sealed) <= 87420),
  updated_at timestamptz      NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE  connections            IS 'Other systems by name; password and extra settings are encrypted';
COMMENT ON COLUMN connections.name       IS 'Its name; financeflow is never stored, as it means this database';
COMMENT ON COLUMN connections.kind       IS 'What answers there';
COMMENT ON COLUMN connections.url        IS 'Where it is, without user and password; may be empty for OTHER';
COMMENT ON COLUMN connections.username   IS 'Who logs in; empty for nobody';
COMMENT ON COLUMN connections.key_id     IS 'As in variables';
COMMENT ON COLUMN connections.sealed     IS 'Password and extra settings as a JSON object, encrypted as in variables';
COMMENT ON COLUMN connections.updated_at IS 'When it was set last';
