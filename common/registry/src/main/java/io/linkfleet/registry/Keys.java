package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Partitions;
import java.util.List;

/// The layout of the keys; the only place that knows their names. All begin with `linkfleet:`.
///
/// | key | type | holds |
/// |---|---|---|
/// | `fleet` | hash | `partitions` |
/// | `accounts` | set | account ids |
/// | `webhook-tests` | list | tests of webhooks that no worker has taken yet |
/// | `{a:<account>}` | hash | `name quota limit created revision settled deleting` |
/// | `{a:<account>}:tokens` | set | hashes of the account's own tokens |
/// | `{a:<account>}:names` | hash | instance name → instance id |
/// | `{t:<token hash>}` | hash | `account limit revision`; of an instance also `instance name` |
/// | `{t:<token hash>}:calls` | list | when each admitted request came, µs |
/// | `{t:<token hash>}:creates` | list | the same for creations |
/// | `{s:<address>}:calls` | list | the same for requests without a valid token |
/// | `{p<N>}:owner` | hash | `epoch worker` of partition N; `published` counts up |
/// | `{p<N>}:linked` | set | ids of instances with a device, current or departing |
/// | `{p<N>}:instance:<id>` | hash | the instance record; linked also `jid device` |
/// | `{p<N>}:departing:<id>` | hash | device key id → stored device |
/// | `{p<N>}:events:<id>` | list | events of the instance not published yet, oldest first |
/// | `{p<N>}:unpublished` | set | ids of instances with such events |
/// | `{p<N>}:webhook:<id>` | hash | `url events authorized sealed`, and how far it has come |
/// | `{p<N>}:heard:<id>` | sorted set | sequences of its events that came for the webhook |
/// | `{p<N>}:deliveries:<id>` | sorted set | events to be delivered, by their sequence |
/// | `{p<N>}:attempted:<id>` | list | its last deliveries that were tried, newest first |
/// | `{p<N>}:delivering` | hash | ids of instances with such → partition of the event topic |
///
/// An instance record is `account name token created status reason ends since departing logouts
/// events write`; `deleted` once it is only there for its departing devices; `departing:` and the
/// key id of such a device is when it became one; `write` is the epoch, worker and number of the
/// last write about it. A token record has `claimed` as long as its
/// instance may still come to nothing: it lets nobody in. A `revision` is that of the account whose
/// limit a token has; `settled` is the last one that all tokens have. A webhook has `last`, the
/// sequence of the last event there will be, once the record of its instance is gone, and `floor`:
/// that one and all before it came already, those in `heard` too.
final class Keys {
  static final String FLEET = "linkfleet:fleet";
  static final String ACCOUNTS = "linkfleet:accounts";
  static final String WEBHOOK_TESTS = "linkfleet:webhook-tests";

  private Keys() {}

  static String account(AccountId account) {
    return "linkfleet:{a:" + account.value() + "}";
  }

  static String names(AccountId account) {
    return account(account) + ":names";
  }

  static String accountTokens(AccountId account) {
    return account(account) + ":tokens";
  }

  static String token(TokenHash hash) {
    return "linkfleet:{t:" + hash.hex() + "}";
  }

  static String calls(TokenHash hash) {
    return token(hash) + ":calls";
  }

  static String creates(TokenHash hash) {
    return token(hash) + ":creates";
  }

  static String strangerCalls(String address) {
    return "linkfleet:{s:" + address + "}:calls";
  }

  static String owner(int partition) {
    return "linkfleet:{p" + partition + "}:owner";
  }

  static String linked(int partition) {
    return "linkfleet:{p" + partition + "}:linked";
  }

  static String instance(Partitions partitions, InstanceId instance) {
    return "linkfleet:{p" + partitions.of(instance) + "}:instance:" + instance.value();
  }

  static String departing(Partitions partitions, InstanceId instance) {
    return "linkfleet:{p" + partitions.of(instance) + "}:departing:" + instance.value();
  }

  static String events(Partitions partitions, InstanceId instance) {
    return "linkfleet:{p" + partitions.of(instance) + "}:events:" + instance.value();
  }

  static String unpublished(int partition) {
    return "linkfleet:{p" + partition + "}:unpublished";
  }

  static String webhook(Partitions partitions, InstanceId instance) {
    return "linkfleet:{p" + partitions.of(instance) + "}:webhook:" + instance.value();
  }

  static String attempted(Partitions partitions, InstanceId instance) {
    return "linkfleet:{p" + partitions.of(instance) + "}:attempted:" + instance.value();
  }

  static String delivering(int partition) {
    return "linkfleet:{p" + partition + "}:delivering";
  }

  /// Those of `webhook.lua`.
  static List<String> webhookKeys(Partitions partitions, InstanceId instance) {
    String tag = "linkfleet:{p" + partitions.of(instance) + "}";
    return List.of(
        webhook(partitions, instance),
        tag + ":heard:" + instance.value(),
        tag + ":deliveries:" + instance.value(),
        delivering(partitions.of(instance)),
        instance(partitions, instance),
        attempted(partitions, instance));
  }

  /// Those of `fence.lua`. Throws [IllegalArgumentException] for an instance of another partition.
  static List<String> fenced(Partitions partitions, Fence fence, InstanceId instance) {
    if (partitions.of(instance) != fence.partition()) {
      throw new IllegalArgumentException(
          "instance " + instance + " is not of partition " + fence.partition());
    }
    return List.of(
        owner(fence.partition()),
        instance(partitions, instance),
        departing(partitions, instance),
        linked(fence.partition()),
        events(partitions, instance),
        unpublished(fence.partition()),
        webhook(partitions, instance),
        attempted(partitions, instance));
  }
}
