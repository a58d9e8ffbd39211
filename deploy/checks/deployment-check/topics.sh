#!/usr/bin/env bash
# Runs topics.sh against a kafka-topics.sh that only writes down what it is asked. Also that another count is refused.
#
#   topics.sh ROOT
set -euo pipefail
root=$1
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT

cat > "$bin/kafka-topics.sh" <<'END'
#!/usr/bin/env bash
echo "$*" >> "$ASKED"
topic=$(sed -E 's/.*--topic ([^ ]+).*/\1/' <<< "$*")
case "$*" in
  *--create*) sed -E 's/.*--partitions ([0-9]+).*/\1/' <<< "$*" > "$ASKED.$topic" ;;
  *--describe*) printf 'Topic: %s\tTopicId: x\tPartitionCount: %s\tReplicationFactor: 3\n' "$topic" "${STANDING:-$(cat "$ASKED.$topic")}" ;;
esac
END
chmod +x "$bin/kafka-topics.sh"
export ASKED=$bin/asked KAFKA_BIN=$bin BOOTSTRAP_SERVERS=kafka:9092 LINKFLEET_PARTITIONS=64
export REPLICATION_FACTOR=3 MIN_IN_SYNC_REPLICAS=2

made=$(bash "$root/deploy/kubernetes/base/topics.sh")
# FleetTopics.standard(), which the tests run with.
wanted='linkfleet.commands: 64 partitions
linkfleet.replies: 16 partitions
linkfleet.events: 64 partitions
linkfleet.webhooks.dead: 1 partitions'
[[ $made == "$wanted" ]] || { echo "topics.sh made: $made" >&2; exit 1; }
grep -q -- '--topic linkfleet.commands .*min.insync.replicas=2 .*retention.ms=21600000 ' "$ASKED"

if STANDING=32 bash "$root/deploy/kubernetes/base/topics.sh" 2> "$bin/said"; then
  echo "topics.sh takes another partition count" >&2
  exit 1
fi
grep -q 'has 32 partitions, wanted are 64' "$bin/said"
