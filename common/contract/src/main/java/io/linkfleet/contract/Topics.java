package io.linkfleet.contract;

/// The topics of a fleet; the only place that knows their names.
public final class Topics {
  /// Key: instance id. Value: [CommandEnvelope]. Partition: [Partitions#of].
  public static final String COMMANDS = "linkfleet.commands";

  /// Value: [ReplyEnvelope]. Partition: the one the command named.
  public static final String REPLIES = "linkfleet.replies";

  /// Key: instance id. Value: what happened to the instance.
  public static final String EVENTS = "linkfleet.events";

  /// Key: instance id. Value: an event that no receiver took in time.
  public static final String DEAD_WEBHOOKS = "linkfleet.webhooks.dead";

  private Topics() {}
}
