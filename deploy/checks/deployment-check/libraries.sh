#!/usr/bin/env bash
# Every library in the packaged programs is in THIRD-PARTY-NOTICES.md, and nothing else is. Skipped where they are not
# packaged.
#
#   libraries.sh ROOT
set -euo pipefail
root=$1
notices=$root/deploy/THIRD-PARTY-NOTICES.md

jars=("$root"/api-gateway/target/*-exec.jar "$root"/session-worker/target/*-exec.jar)
for jar in "${jars[@]}"; do
  [[ -f $jar ]] || { echo "skipped: the programs are not packaged"; exit 0; }
done

# name-version of each, as jars are called.
told=$(sed -nE 's/^\| `[^`:]+:([^`]+)` \| ([^ |]+) \|.*/\1-\2/p' "$notices" | sort -u)
found=$(for jar in "${jars[@]}"; do unzip -Z1 "$jar" 'BOOT-INF/lib/*.jar'; done | sed -E 's|.*/||; s|\.jar$||; s|-linux-[a-z0-9_]+$||' | grep -v '^linkfleet-' | sort -u)
# What unpacks the jar into an image comes with Spring Boot's Maven plugin.
found=$(grep -v '^spring-boot-jarmode-tools-' <<< "$found")
[[ $told == "$found" ]] || {
  echo "THIRD-PARTY-NOTICES.md (<) and the packaged programs (>) differ:" >&2
  diff <(echo "$told") <(echo "$found") >&2 || true
  exit 1
}
echo "$(wc -l <<< "$found") libraries, each in the notices"
