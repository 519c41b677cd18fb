#!/bin/sh
# Make the secrets that docker-compose.yml reads. A secret that is there already is left as it is.
# The folder is for you alone; the files are readable so that each container's own account can read them.
set -eu
folder="$(cd "$(dirname "$0")" && pwd)/secrets"
chmod 0700 "$folder"

keep() { # name, value
  [ -e "$folder/$1" ] || { printf '%s' "$2" > "$folder/$1"; chmod 0444 "$folder/$1"; echo "gemaakt: docker/secrets/$1"; }
}
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

keep POSTGRES_PASSWORD "$(random)"
keep REDIS_PASSWORD "$(random)"
keep BOT_RASA_TOKEN "$(random)"
keep HANDOFF_DATABASE_URL "postgresql+psycopg://rondkomen:$(cat "$folder/POSTGRES_PASSWORD")@postgres:5432/rondkomen"
keep BOT_REDIS_URL "redis://:$(cat "$folder/REDIS_PASSWORD")@redis:6379/2"
keep BOT_TELEGRAM_TOKEN ""
keep HANDOFF_SMTP_PASSWORD ""
keep HANDOFF_KLANTINTERACTIES_TOKEN ""
