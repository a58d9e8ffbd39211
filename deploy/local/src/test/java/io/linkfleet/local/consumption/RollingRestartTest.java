package io.linkfleet.local.consumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every worker and every gateway is replaced, one after the other, under steady calls that come
/// through a load balancer: one that looks at readiness many times a second and repeats nothing.
class RollingRestartTest {
  /// As long as a gateway has its callers wait at most, and a little for the way.
  private static final Duration IN_TIME = Duration.ofSeconds(16);

  private static final Duration BETWEEN_CALLS = Duration.ofMillis(50);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Door> ready = new CopyOnWriteArrayList<>();
  private final List<Door> doors = new CopyOnWriteArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger right = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;
  private WorkerAlone fleet;

  @BeforeEach
  void start() {
    fleet = new WorkerAlone(directory);
  }

  @AfterEach
  void stop() {
    over = true;
    doors.forEach(Door::close);
    members.forEach(Member::close);
    fleet.close();
    client.close();
  }

  @Test
  void everyCallGetsItsRightAnswerInTime() {
    List.of(1, 2).forEach(_ -> addWorker());
    List.of(1, 2).forEach(_ -> addGateway());
    List<InstanceId> linked = IntStream.range(0, 4).mapToObj(this::linkedIn).toList();
    balance();
    linked.forEach(one -> calls("POST", "/reconnect/" + fleet.nameOf(one), "Reconnect initiated"));
    IntStream.range(0, 4)
        .mapToObj(fleet::instanceIn)
        .forEach(one -> calls("DELETE", "/logout/" + fleet.nameOf(one), "Instance logged out"));
    calls("GET", "/list", "Instances found");

    List.copyOf(members).forEach(this::replace);
    List.copyOf(doors).forEach(this::replace);

    int before = right.get();
    await().atMost(SOON).until(() -> right.get() > before + 20 || !wrong.isEmpty());
    over = true;
    await().atMost(SOON).until(() -> threads.stream().noneMatch(Thread::isAlive));
    assertThat(wrong).isEmpty();
    linked.forEach(one -> fleet.awaitStatus(one, InstanceStatus.CONNECTED));
  }

  private InstanceId linkedIn(int partition) {
    InstanceId instance = fleet.instanceIn(partition);
    fleet.link(instance, "551199999" + (2000 + partition));
    return instance;
  }

  private void addWorker() {
    Member member = fleet.startMember(Map.of());
    members.add(member);
    await().atMost(SOON).until(() -> member.partitions() > 0);
  }

  private void addGateway() {
    doors.add(fleet.startGateway());
  }

  private void replace(Member old) {
    addWorker();
    old.close();
    members.remove(old);
  }

  private void replace(Door old) {
    addGateway();
    await().atMost(SOON).until(() -> ready.size() == doors.size());
    old.close();
    doors.remove(old);
  }

  private void balance() {
    begin(
        () -> {
          for (Door door : doors) {
            boolean now = door.isReady(client);
            if (now && !ready.contains(door)) {
              ready.add(door);
            } else if (!now) {
              ready.remove(door);
            }
          }
          ready.retainAll(doors);
        });
    await().atMost(SOON).until(() -> ready.size() == doors.size());
  }

  private void calls(String method, String path, String expected) {
    begin(
        () -> {
          Door door = ready.get(ThreadLocalRandom.current().nextInt(ready.size()));
          URI uri = URI.create("http://127.0.0.1:" + door.port() + "/api/instance" + path);
          HttpRequest request =
              HttpRequest.newBuilder(uri)
                  .method(method, BodyPublishers.noBody())
                  .header("token", fleet.accountToken)
                  .build();
          long began = System.nanoTime();
          try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            judge(path, expected, response, Duration.ofNanos(System.nanoTime() - began));
          } catch (IOException cutOff) {
            wrong.add(path + ": " + cutOff);
          }
        });
  }

  private void judge(String path, String expected, HttpResponse<String> response, Duration took) {
    boolean isRight =
        response.statusCode() == 200
            && response.body().contains(expected)
            && took.compareTo(IN_TIME) < 0;
    if (isRight) {
      right.incrementAndGet();
    } else {
      wrong.add(path + " after " + took + ": " + response.statusCode() + response.body());
    }
  }

  private interface Round {
    void run() throws InterruptedException;
  }

  private void begin(Round round) {
    threads.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (!over) {
                      round.run();
                      LockSupport.parkNanos(BETWEEN_CALLS.toNanos());
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }
}
