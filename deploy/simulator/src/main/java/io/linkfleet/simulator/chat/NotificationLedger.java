package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.count.Counts;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The notifications a client still owes an ack for.
final class NotificationLedger {
  private final Map<String, Node> outstanding = new HashMap<>(2);
  private final ChatRules rules;
  private final Counts counts;

  NotificationLedger(ChatRules rules, Counts counts) {
    this.rules = rules;
    this.counts = counts;
  }

  /// Notes a notification that is being sent.
  Node sent(Node notification) {
    outstanding.put(notification.attribute("id").orElseThrow(), notification);
    counts.add(Count.NOTIFICATIONS);
    return notification;
  }

  /// Takes an ack. A proper one names class and id, is addressed to where the notification came
  /// from, and copies its type; for `encrypt` it may leave the type out, as zapo does.
  void acked(Node ack) {
    Node notification = ack.attribute("id").map(outstanding::get).orElse(null);
    if (notification == null || !isProper(ack, notification)) {
      counts.add(Count.BAD_ACKS);
      return;
    }
    outstanding.remove(ack.attribute("id").get());
    counts.add(Count.ACKS);
  }

  private boolean isProper(Node ack, Node notification) {
    Jid from = notification.jid("from").orElseThrow();
    return ack.attributeIs("class", "notification")
        && rules.address(ack, "to").filter(from::equals).isPresent()
        && hasProperType(ack, notification.attribute("type"));
  }

  private static boolean hasProperType(Node ack, Optional<String> type) {
    boolean leftOut = ack.attribute("type").isEmpty();
    return leftOut ? type.equals(Optional.of("encrypt")) : ack.attribute("type").equals(type);
  }
}
