#!/usr/bin/env bash
# inside.sh NAME TARGET: in namespaces of its own; see start.sh.
set -euo pipefail
name=$1 target=$2
case $name in
  gateway) management=9080 grace=38 ;;
  worker) management=9081 grace=30 ;;
esac

fail() {
  echo "$name: $*" >&2
  sed 's/^/  | /' "$log" >&2 || true
  exit 1
}

status() { curl -s -o /dev/null -m 5 -w '%{http_code}' "http://127.0.0.1:$management/actuator/health/$1" || true; }

mount --make-rprivate /
ip link set lo up
mount --bind "$target/$name/application" /application
printf '127.0.0.1 localhost kafka redis-primary\n' > "$target/$name/hosts"
mount --bind "$target/$name/hosts" /etc/hosts

(cd /application && SECONDS=0 && "$target/train" "$name.jar" > "$target/$name/training" 2>&1 \
  && echo "$name: trained in $SECONDS s, $(du -m "/application/$name.aot" | cut -f 1) MB of cache") || {
  cat "$target/$name/training" >&2
  exit 1
}

# A file that is open for writing would keep its file system from being made read-only.
log=$target/$name/log/out
mkdir -p "$(dirname "$log")"
mount -t tmpfs tmpfs "$(dirname "$log")"
mapfile -t command < "$target/$name/entrypoint"
mapfile -t environment < "$target/$name/environment"
mount -o remount,bind,ro /application
mount -o remount,bind,ro /
mount -t tmpfs -o mode=1777,size=64m,noexec,nosuid,nodev tmpfs /tmp

# AOTMode=on: a cache that can't be used ends the start.
cd /application
started=$(date +%s%N)
setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all \
  env -i PATH="$PATH" JDK_JAVA_OPTIONS='-XX:MaxRAMPercentage=10 -XX:AOTMode=on' "${environment[@]}" "${command[@]}" > "$log" 2>&1 &
pid=$!
trap 'kill -9 $pid 2>/dev/null || true' EXIT

for ((tries = 0; tries < 600; tries++)); do
  kill -0 $pid 2>/dev/null || fail "ended"
  [[ $(status liveness) == 200 ]] && grep -q 'waiting for Redis' "$log" && break
  sleep 0.1
done
took=$((($(date +%s%N) - started) / 1000000))
[[ $(status liveness) == 200 ]] || fail "is not alive: liveness is $(status liveness) without Kafka and Redis"
grep -q 'waiting for Redis' "$log" || fail "does not say what it waits for"
[[ $(status readiness) == 503 ]] || fail "readiness is $(status readiness) without Kafka and Redis"
if bash "$target/$name/healthcheck"; then fail "compose would take it for well"; fi
grep -q '/application/native/libnetty_transport_native_epoll_' "/proc/$pid/maps" || fail "did not load its native library"
echo "$name: alive and not ready after $took ms; it waits for Redis"

stopping=$(date +%s%N)
kill -TERM $pid
code=0
timeout $grace tail --pid=$pid -f /dev/null || fail "did not stop within $grace s"
wait $pid || code=$?
[[ $code == 143 || $code == 0 ]] || fail "ended with $code"
echo "$name: stopped in $((($(date +%s%N) - stopping) / 1000000)) ms"
