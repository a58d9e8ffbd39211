package io.linkfleet.worker.topics;

import java.util.Map;

/// A topic as it stands: `replicas` is what the partition with the fewest has.
record FoundTopic(int partitions, int replicas, Map<String, String> settings) {
  FoundTopic {
    settings = Map.copyOf(settings);
  }
}
