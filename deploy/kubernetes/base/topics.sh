#!/bin/bash
# Makes the topics of a fleet that are missing, and ends non-zero where one stands with another partition count. May be
# run at any time: what is there is left as it is.
#
#   BOOTSTRAP_SERVERS      the brokers
#   LINKFLEET_PARTITIONS   of linkfleet.commands; never changes once the fleet has run
#   REPLICATION_FACTOR     3 where there are three brokers
#   MIN_IN_SYNC_REPLICAS   2 where there are three replicas
#   CLIENT_PROPERTIES      a file with the client's TLS and SASL settings, if they are needed
#   KAFKA_BIN              where kafka-topics.sh is
set -euo pipefail
: "${BOOTSTRAP_SERVERS:?}" "${LINKFLEET_PARTITIONS:?}" "${REPLICATION_FACTOR:?}" "${MIN_IN_SYNC_REPLICAS:?}"

hours() { echo $(($1 * 60 * 60 * 1000)); }
days() { hours $(($1 * 24)); }

topics() {
  "${KAFKA_BIN:-/opt/kafka/bin}/kafka-topics.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${CLIENT_PROPERTIES:+--command-config "$CLIENT_PROPERTIES"} "$@"
}

# ensure TOPIC PARTITIONS RETENTION SEGMENT, both in milliseconds
ensure() {
  local found
  topics --create --if-not-exists --topic "$1" --partitions "$2" --replication-factor "$REPLICATION_FACTOR" \
    --config "min.insync.replicas=$MIN_IN_SYNC_REPLICAS" --config "retention.ms=$3" --config "segment.ms=$4"
  found=$(topics --describe --topic "$1" | sed -nE 's/.*PartitionCount: *([0-9]+).*/\1/p')
  if [[ $found != "$2" ]]; then
    echo "$1 has ${found:-no} partitions, wanted are $2; no fleet can change its count" >&2
    exit 1
  fi
  echo "$1: $found partitions"
}

# A command that no worker took within its retention is lost, though its caller was told 500: longer than any outage.
ensure linkfleet.commands "$LINKFLEET_PARTITIONS" "$(hours 6)" "$(hours 1)"
ensure linkfleet.replies 16 "$(hours 1)" "$(hours 1)"
ensure linkfleet.events 64 "$(days 7)" "$(days 1)"
ensure linkfleet.webhooks.dead 1 "$(days 30)" "$(days 1)"
