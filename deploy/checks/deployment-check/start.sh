#!/usr/bin/env bash
# Puts both programs together as the Dockerfile does, trains them, and starts them with the image's command and compose's
# environment: as another user, without rights, on a read-only root file system with a /tmp of its own that executes
# nothing, on a network of its own where there is neither Kafka nor Redis. They have to be alive and not ready, say what
# they wait for, and stop when they are told to.
#
#   start.sh ROOT
set -euo pipefail
root=$1
here=$root/deploy/checks/deployment-check

fail() {
  echo "start: $*" >&2
  exit 1
}

jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [[ -x $home/bin/java ]] && grep -qs '^JAVA_VERSION="2[5-9]' "$home/release" && echo "$home" && return
  done
  fail "there is no JDK 25"
}

java_home=$(jdk)
export PATH=$java_home/bin:$PATH
if ! unshare -mn true 2>/dev/null || ! command -v ip setpriv >/dev/null; then
  echo "skipped: it takes unshare, ip and setpriv, and the right to use them"
  exit 0
fi

if ! compgen -G "$root/api-gateway/target/*-exec.jar" >/dev/null || ! compgen -G "$root/session-worker/target/*-exec.jar" >/dev/null; then
  (cd "$root" && mvn -B -ntp -q -pl api-gateway,session-worker -am package -Dmaven.test.skip=true)
fi

# Where an image has its program; here it is only there while this runs.
if [[ ! -d /application ]]; then
  mkdir /application
  trap 'rmdir /application' EXIT
fi
target=$here/target
rm -rf "$target"
mkdir -p "$target"

# assemble PROGRAM MODULE: what the stage of the Dockerfile copies together.
assemble() {
  local application=$target/$1/application layer
  mkdir -p "$application"
  cp "$root/$2"/target/*-exec.jar "$target/$1.jar"
  java -Djarmode=tools -jar "$target/$1.jar" extract --layers --destination "$target/$1/layers" >/dev/null
  for layer in dependencies spring-boot-loader snapshot-dependencies application; do
    cp -a "$target/$1/layers/$layer/." "$application/"
  done
  "$root/deploy/images/natives" "$application"
  cp "$root/deploy/images/$1.options" "$application/jvm.options"
  cp "$root/deploy/images/train" "$target/train"
  rm -r "$target/$1/layers"
}

# The command of a stage, each word a line.
entrypoint() {
  sed -nE "/^FROM runtime AS $1\$/,/^ENTRYPOINT/s/^ENTRYPOINT (.*)/\1/p" "$root/deploy/images/Dockerfile" | jq -r '.[]'
}

for program in gateway:api-gateway worker:session-worker; do
  name=${program%:*}
  assemble "$name" "${program#*:}"
  entrypoint "$name" > "$target/$name/entrypoint"
  node "$here/environment.mjs" "$root" "$name-1" > "$target/$name/environment"
  node "$here/healthcheck.mjs" "$root" "$name-1" > "$target/$name/healthcheck"
  unshare -mn --fork "$here/inside.sh" "$name" "$target"
done
