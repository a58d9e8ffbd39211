package io.linkfleet.contract;

import java.time.Duration;

/// The topics of a fleet; the only place that knows their names.
public final class Topics {
  /// Key: instance id. Value: [CommandEnvelope]. Partition: [Partitions#of].
  public static final String COMMANDS = "linkfleet.commands";

  /// Value: [ReplyEnvelope]. Partition: the one the command named.
  public static final String REPLIES = "linkfleet.replies";

  /// Key: instance id. Value: what happened to the instance.
  public static final String EVENTS = "linkfleet.events";

  /// Events are published in rounds, no closer to one another than this. Who reads them rests as
  /// long after each poll that brought some: else a round comes in as many fetches as it has
  /// partitions.
  public static final Duration EVENT_ROUND = Duration.ofMillis(20);

  /// Key: instance id. Value: an event that no receiver took in time.
  public static final String DEAD_WEBHOOKS = "linkfleet.webhooks.dead";

  private Topics() {}
}
