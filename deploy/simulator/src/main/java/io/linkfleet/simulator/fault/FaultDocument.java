package io.linkfleet.simulator.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Faults as a JSON object: booleans by [Fault#wireName], the numbers `unlinkError`,
/// `failureReason`, `delayMs`, `clientExpiresIn`, and `holdBefore`, a [Step#wireName].
public final class FaultDocument {
  private static final String UNLINK_ERROR = "unlinkError";
  private static final String FAILURE_REASON = "failureReason";
  private static final String DELAY = "delayMs";
  private static final String HOLD = "holdBefore";
  private static final String EXPIRES_IN = "clientExpiresIn";

  private FaultDocument() {}

  /// Reads a document. Throws [IllegalArgumentException] that names the field and what it takes,
  /// for unknown names, wrong types and numbers out of range.
  public static Faults read(JsonNode document) {
    if (!document.isObject()) {
      throw new IllegalArgumentException("faults are a JSON object");
    }
    Set<Fault> active = EnumSet.noneOf(Fault.class);
    Faults numbers = Faults.NONE;
    for (var field : document.properties()) {
      switch (field.getKey()) {
        case UNLINK_ERROR -> numbers = numbers.withUnlinkError(integer(field.getKey(), document));
        case FAILURE_REASON ->
            numbers = numbers.withFailureReason(integer(field.getKey(), document));
        case DELAY ->
            numbers = numbers.withDelay(Duration.ofMillis(integer(field.getKey(), document)));
        case EXPIRES_IN -> numbers = numbers.withClientExpiresIn(integer(field.getKey(), document));
        case HOLD -> numbers = numbers.withHoldBefore(step(field.getValue()));
        default -> {
          if (isOn(named(field.getKey()), field.getValue())) {
            active.add(named(field.getKey()));
          }
        }
      }
    }
    return new Faults(
        active,
        numbers.unlinkError(),
        numbers.failureReason(),
        numbers.delay(),
        numbers.holdBefore(),
        numbers.clientExpiresIn());
  }

  /// Writes what [#read] reads; faults that are off are left out.
  public static ObjectNode write(Faults faults, JsonMapper json) {
    ObjectNode document = json.createObjectNode();
    for (Fault fault : Fault.values()) {
      if (faults.has(fault)) {
        document.put(fault.wireName(), true);
      }
    }
    put(document, UNLINK_ERROR, faults.unlinkError());
    put(document, FAILURE_REASON, faults.failureReason());
    if (!faults.delay().isZero()) {
      document.put(DELAY, faults.delay().toMillis());
    }
    put(document, EXPIRES_IN, faults.clientExpiresIn());
    faults.holdBefore().ifPresent(step -> document.put(HOLD, step.wireName()));
    return document;
  }

  private static void put(ObjectNode document, String name, OptionalInt value) {
    value.ifPresent(present -> document.put(name, present));
  }

  private static Fault named(String name) {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.wireName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown fault \"" + name + "\""));
  }

  private static boolean isOn(Fault fault, JsonNode value) {
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(fault.wireName() + " must be true or false");
    }
    return value.booleanValue();
  }

  private static Step step(JsonNode value) {
    return Arrays.stream(Step.values())
        .filter(step -> value.isString() && step.wireName().equals(value.stringValue()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(HOLD + " must be one of " + steps()));
  }

  private static String steps() {
    return Arrays.stream(Step.values()).map(Step::wireName).collect(Collectors.joining(", "));
  }

  private static int integer(String name, JsonNode document) {
    JsonNode value = document.get(name);
    if (!value.isInt()) {
      throw new IllegalArgumentException(name + " must be a whole number");
    }
    return value.intValue();
  }
}
