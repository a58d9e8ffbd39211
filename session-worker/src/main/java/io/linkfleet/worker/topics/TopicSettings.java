package io.linkfleet.worker.topics;

import static io.linkfleet.settings.Setting.atLeast;
import static io.linkfleet.settings.Setting.between;
import static io.linkfleet.settings.Setting.positive;

import io.linkfleet.settings.InvalidSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the command `topics` makes topics, and what it expects of those that are there. The texts
/// below are those of `deploy/CONFIGURATION.md`.
///
/// @param replicationFactor For the command `topics`: replicas of each topic, at least.
/// @param minInSyncReplicas For the command `topics`: how many replicas must have what is written,
///   not more than there are; one less lets a broker be lost.
/// @param replyPartitions For the command `topics`: partitions of `linkfleet.replies`, at least; as
///   many as gateways are a good number.
/// @param eventPartitions For the command `topics`: partitions of `linkfleet.events`; with another
///   count the order of an instance's events is lost where it changes.
/// @param commandRetention For the command `topics`: of `linkfleet.commands`, longer than any
///   outage: a command that no worker took by then is lost.
/// @param replyRetention For the command `topics`: of `linkfleet.replies`.
/// @param eventRetention For the command `topics`: of `linkfleet.events`.
/// @param deadLetterRetention For the command `topics`: of `linkfleet.webhooks.dead`.
/// @param patience For the command `topics`: how long it waits for the brokers.
public record TopicSettings(
    @DefaultValue("3") int replicationFactor,
    @DefaultValue("2") int minInSyncReplicas,
    @DefaultValue("16") int replyPartitions,
    @DefaultValue("64") int eventPartitions,
    @DefaultValue("6h") Duration commandRetention,
    @DefaultValue("1h") Duration replyRetention,
    @DefaultValue("7d") Duration eventRetention,
    @DefaultValue("30d") Duration deadLetterRetention,
    @DefaultValue("30s") Duration patience) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(3650);

  public TopicSettings {
    between("linkfleet.topics.replication-factor", 1, Short.MAX_VALUE, replicationFactor);
    atLeast("linkfleet.topics.min-in-sync-replicas", 1, minInSyncReplicas);
    if (minInSyncReplicas > replicationFactor) {
      throw new InvalidSetting(
          "linkfleet.topics.min-in-sync-replicas",
          "%d is more than linkfleet.topics.replication-factor, which is %d"
              .formatted(minInSyncReplicas, replicationFactor));
    }
    between("linkfleet.topics.reply-partitions", 1, 4096, replyPartitions);
    between("linkfleet.topics.event-partitions", 1, 4096, eventPartitions);
    between("linkfleet.topics.command-retention", SHORTEST, LONGEST, commandRetention);
    between("linkfleet.topics.reply-retention", SHORTEST, LONGEST, replyRetention);
    between("linkfleet.topics.event-retention", SHORTEST, LONGEST, eventRetention);
    between("linkfleet.topics.dead-letter-retention", SHORTEST, LONGEST, deadLetterRetention);
    positive("linkfleet.topics.patience", patience);
  }
}
