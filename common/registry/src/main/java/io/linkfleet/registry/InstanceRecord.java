package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What everybody may know of an instance. `stateSince` is when its status began; `numberJid` is
/// there while it is linked, if a key of ours opens it; `unlinkPending` while a device of it is
/// still to be unlinked. Instants are whole milliseconds.
public record InstanceRecord(
    InstanceId id,
    AccountId account,
    InstanceName name,
    Instant createdAt,
    Standing standing,
    Instant stateSince,
    Optional<NumberJid> numberJid,
    boolean unlinkPending) {

  /// All a record is read from: the credentials beside it in the same hash stay where they are.
  static final List<String> FIELDS =
      List.of(
          "account",
          "name",
          "created",
          "status",
          "reason",
          "ends",
          "since",
          "jid",
          "departing",
          "deleted");

  public InstanceRecord {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(stateSince, "stateSince");
    Objects.requireNonNull(numberJid, "numberJid");
  }

  static InstanceRecord of(InstanceId id, Fields fields, SharedSeal seal) {
    return new InstanceRecord(
        id,
        new AccountId(fields.text("account")),
        new InstanceName(fields.text("name")),
        Instant.ofEpochMilli(fields.number("created")),
        standing(fields),
        Instant.ofEpochMilli(fields.number("since")),
        fields.findBytes("jid").flatMap(stored -> NumberJid.ofStored(id, stored, seal)),
        fields.number("departing") > 0);
  }

  public InstanceStatus status() {
    return standing.status();
  }

  private static Standing standing(Fields fields) {
    return new Standing(
        InstanceStatus.ofWireName(fields.text("status")),
        StateReason.ofWireName(fields.text("reason")),
        fields
            .find("ends")
            .filter(ends -> !ends.isEmpty())
            .map(ends -> Instant.ofEpochMilli(Long.parseLong(ends))));
  }

  /// Whether it is only there for its departing devices.
  static boolean isDeleted(Fields fields) {
    return fields.find("deleted").isPresent();
  }

  /// As a new one is stored: never linked.
  Map<String, byte[]> newFields(TokenHash token) {
    return Map.of(
        "account", bytes(account.value()),
        "name", bytes(name.value()),
        "created", bytes(Long.toString(createdAt.toEpochMilli())),
        "token", bytes(token.hex()),
        "status", bytes(status().wireName()),
        "reason", bytes(standing.reason().wireName()),
        "since", bytes(Long.toString(stateSince.toEpochMilli())),
        "departing", bytes("0"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
