package io.linkfleet.contract;

import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Something sent to a webhook to try it: nothing has happened to the instance, and so it has no
/// `sequence`. `at` is when it was asked for.
public record WebhookTest(
    String id, AccountId account, InstanceId instance, InstanceName name, Instant at) {
  /// Its type, where events have the wire name of their kind.
  public static final String TYPE = "webhook.test";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}-test-[0-9a-f]{32}");

  public WebhookTest {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("the id of a test is that of its instance and its own");
    }
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(at, "at");
  }

  public static String newId(InstanceId instance, RandomGenerator random) {
    return instance.value() + "-test-" + InstanceId.hex128(random);
  }
}
