package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// An account as it is stored. `limit` is its own limit of calls, or empty; it is settled once all
/// its tokens have that of its newest `revision`.
record AccountRecord(Account account, String limit, String revision, boolean settled) {

  static AccountRecord of(AccountId id, Fields fields) {
    String limit = fields.find("limit").orElse("");
    String revision = fields.find("revision").orElse("0");
    Account account =
        new Account(
            id,
            fields.text("name"),
            (int) fields.number("quota"),
            limit.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(limit)),
            Instant.ofEpochMilli(fields.number("created")),
            fields.find("deleting").isPresent());
    return new AccountRecord(
        account, limit, revision, revision.equals(fields.find("settled").orElse("0")));
  }

  static Map<String, byte[]> newFields(Account account) {
    Map<String, byte[]> fields = new HashMap<>();
    fields.put("name", bytes(account.name()));
    fields.put("quota", bytes(Integer.toString(account.quota())));
    fields.put("created", bytes(Long.toString(account.createdAt().toEpochMilli())));
    account.callLimit().ifPresent(limit -> fields.put("limit", bytes(Integer.toString(limit))));
    return fields;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
