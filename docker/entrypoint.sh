#!/bin/sh
# Give the process its secrets: each file in /run/secrets with a name in capitals becomes a variable of that
# name; an empty file means that there is no such secret.
set -eu
for file in /run/secrets/[A-Z]*; do
  [ -s "$file" ] || continue
  export "$(basename "$file")=$(cat "$file")"
done
exec "$@"
