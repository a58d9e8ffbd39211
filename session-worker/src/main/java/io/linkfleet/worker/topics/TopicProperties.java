package io.linkfleet.worker.topics;

import static io.linkfleet.settings.Setting.valid;

import io.linkfleet.contract.Partitions;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the command `topics` is told: no keys and no Redis.
///
/// @param partitions Partitions of `linkfleet.commands`, 1 to 4096: the same in every program, and
///   fixed once the fleet has run.
@ConfigurationProperties("linkfleet")
record TopicProperties(
    @DefaultValue("64") int partitions,
    @NestedConfigurationProperty @DefaultValue TopicSettings topics) {
  TopicProperties {
    valid("linkfleet.partitions", () -> new Partitions(partitions));
  }
}
