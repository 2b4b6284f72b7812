#!/bin/sh
# Take a backup into a folder and keep the newest ones. For cron, or a timer of systemd:
#
#   deploy/backup.sh FOLDER KEEP COMMAND …
#   deploy/backup.sh /var/backups/advisor 14 docker compose exec -T app python manage.py backup -
#
# COMMAND writes the backup to standard output. A file appears only if it succeeds, and only then older ones are removed.
set -eu
umask 077

folder=$1 keep=$2
shift 2
mkdir -p "$folder"
file=$folder/advisor-$(date -u +%Y%m%dT%H%M%SZ).gz
trap 'rm -f "$file.unfinished"' EXIT

"$@" >"$file.unfinished"
gzip -t "$file.unfinished"
mv "$file.unfinished" "$file"

# Their names sort by time.
ls "$folder" | grep '^advisor-[0-9TZ]*\.gz$' | sort -r | tail -n "+$((keep + 1))" | while read -r old; do
    rm -f "$folder/$old"
done
echo "$file"
