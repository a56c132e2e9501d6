#!/bin/sh
# Reads secrets from files, NAME_FILE -> NAME, and runs one command.
set -eu
for name in POSTGRES_PASSWORD POLYGON_API_KEY; do
  eval "file=\${${name}_FILE:-}"
  if [ -n "$file" ]; then
    value=$(head -n 1 "$file")
    export "$name=$value"
  fi
done
# shellcheck disable=SC2086
exec java -Xmx768m -XX:+UseParallelGC -XX:TieredStopAtLevel=1 \
  --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
  --add-opens=java.base/java.time=ALL-UNNAMED ${FINANCEFLOW_JAVA_OPTS:-} -jar /opt/financeflow/financeflow.jar "$@"
