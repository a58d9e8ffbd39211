package io.linkfleet.faults.traffic;

import io.linkfleet.faults.chronicle.Chronicle;
import io.linkfleet.faults.chronicle.Op;
import io.linkfleet.faults.fleet.Fleet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Several accounts and their instances. Some of these are left in peace once they are linked:
/// how long they are offline is what a fault costs. The others are what traffic is made of.
public final class Tenants {
  private static final int ACCOUNTS = 4;
  private static final int AT_ONCE = 8;
  private static final int TRIES = 5;
  private static final long FIRST_NUMBER = 5_511_900_000_000L;

  private final List<String> tokens = new ArrayList<>();
  private final List<Subject> steady = new ArrayList<>();
  private final List<Subject> busy = new ArrayList<>();
  private final Door door;

  /// Makes the accounts; the instances are only named. One in three is busy.
  public Tenants(int instances, Fleet fleet, Door door, Chronicle chronicle) {
    this.door = door;
    for (int account = 0; account < ACCOUNTS; account++) {
      tokens.add(door.newAccount("tenant-" + account, fleet.secrets().operatorToken()));
    }
    for (int i = 0; i < instances; i++) {
      var subject =
          new Subject(
              tokens.get(i % ACCOUNTS),
              "instance-" + i,
              Long.toString(FIRST_NUMBER + i),
              door,
              fleet.simulator(),
              chronicle);
      (i % 3 == 0 ? busy : steady).add(subject);
    }
  }

  /// Creates and links every instance. Throws [IllegalStateException] when one can't be.
  public void linkAll() {
    var places = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<>(steady);
      all.addAll(busy);
      var done =
          all.stream()
              .map(
                  subject ->
                      threads.submit(
                          () -> {
                            places.acquire();
                            try {
                              return link(subject);
                            } finally {
                              places.release();
                            }
                          }))
              .toList();
      for (var one : done) {
        if (!one.get()) {
          throw new IllegalStateException("an instance could not be linked");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while linking", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("linking failed", e.getCause());
    }
  }

  private static boolean link(Subject subject) {
    subject.create();
    for (int tries = 0; tries < TRIES; tries++) {
      if (subject.link()) {
        return true;
      }
    }
    return false;
  }

  public List<Subject> steady() {
    return steady;
  }

  public List<Subject> busy() {
    return busy;
  }

  /// What the API says of every instance, by name. Empty when an account's list could not be had.
  public Map<String, String> statuses() {
    Map<String, String> statuses = new HashMap<>();
    for (String token : tokens) {
      Answer answer = door.call(Op.LIST, "(all)", "GET", "/api/instance/list", token, "");
      if (!answer.is(200)) {
        return Map.of();
      }
      answer
          .body()
          .path("instances")
          .forEach(
              one ->
                  statuses.put(
                      one.required("name").stringValue(), one.required("status").stringValue()));
    }
    return statuses;
  }
}
