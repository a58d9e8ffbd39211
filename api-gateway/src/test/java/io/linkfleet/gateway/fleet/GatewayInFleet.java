package io.linkfleet.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.SharedKeys;
import io.linkfleet.gateway.GatewayApplication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.context.ConfigurableApplicationContext;

/// A running gateway with a Redis of its own, the broker all classes share, and a scripted worker:
/// for one test class, or the one that is shared by all that need nothing special. Every answer a
/// test sees is held against what the gateway says of itself, and fails the test if it does not
// fit.
public final class GatewayInFleet
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  public static final String OPERATOR = "operator-token-of-the-tests";

  private static final String SHARED_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  static final SharedKeys KEYS = new SharedKeys("s1", Map.of("s1", SHARED_KEY));

  private static final GatewayInFleet SHARED =
      new GatewayInFleet("linkfleet.limits.strangers=100000");
  private static final RealBroker BROKER = new RealBroker();
  private static boolean brokerRuns;

  private final List<String> settings;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private RealRedis redis;
  private ScriptedWorker worker;
  private ConfigurableApplicationContext context;
  private Wire wire;
  private Wire management;
  private Class<?> startedFor;

  /// Settings look like `linkfleet.limits.calls=5`.
  public GatewayInFleet(String... settings) {
    this.settings = Arrays.asList(settings);
  }

  /// With limits that no test reaches by accident; the same for every class.
  public static GatewayInFleet shared() {
    return SHARED;
  }

  public static synchronized RealBroker broker() {
    if (!brokerRuns) {
      BROKER.start().withTopics(RealBroker.PARTITIONS);
      brokerRuns = true;
    }
    return BROKER;
  }

  public static ConfigurableApplicationContext run(
      RealRedis redis, RealBroker broker, List<String> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("server.port", "0");
    all.put("management.server.port", "0");
    all.put("linkfleet.stop.notice", "0s");
    all.put("linkfleet.redis.url", redis.url());
    all.put("linkfleet.partitions", Integer.toString(RealBroker.PARTITIONS));
    all.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
    all.put("linkfleet.operator-token", OPERATOR);
    all.put("linkfleet.shared.active-key", "s1");
    all.put("linkfleet.shared.keys.s1", SHARED_KEY);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    List<String> arguments = new ArrayList<>();
    all.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return GatewayApplication.builder().run(arguments.toArray(String[]::new));
  }

  /// Waits for a condition, thirty seconds at most.
  public static void awaitUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within thirty seconds");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  public Wire wire() {
    return wire;
  }

  public Wire management() {
    return management;
  }

  public RealRedis redis() {
    return redis;
  }

  public ScriptedWorker worker() {
    return worker;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /// A new account's token.
  public String newAccount(int quota, OptionalInt limit) {
    String body =
        "{\"name\":\"acme\",\"quota\":"
            + quota
            + (limit.isPresent() ? ",\"limit\":" + limit.getAsInt() : "")
            + "}";
    Wire.Response response =
        wire.send("POST", "/admin/accounts", body, "Authorization: Bearer " + OPERATOR);
    return response.json().at("/account/token").stringValue();
  }

  public String newAccount() {
    return newAccount(100, OptionalInt.empty());
  }

  /// A new instance's token.
  public String newInstance(String account, String name) {
    String body = "{\"name\":\"" + name + "\"}";
    Wire.Response response = wire.send("POST", "/api/instance/new", body, "token: " + account);
    return response.json().at("/instance/token").stringValue();
  }

  @Override
  public void beforeAll(ExtensionContext extension) {
    if (this == SHARED) {
      ExtensionContext.Store store = extension.getRoot().getStore(Namespace.GLOBAL);
      store.computeIfAbsent(
          GatewayInFleet.class,
          key -> {
            start();
            return (AutoCloseable) this::stop;
          });
    } else if (startedFor == null) {
      start();
      startedFor = extension.getRequiredTestClass();
    }
  }

  private void start() {
    redis = new RealRedis().start();
    worker = new ScriptedWorker(broker(), RealBroker.PARTITIONS);
    context = run(redis, broker(), settings);
    wire = new Wire(port("local.server.port"));
    management = new Wire(port("local.management.port"));
    Description description = new Description(wire.call("GET", "/openapi.json").json());
    wire.observe(
        (method, path, response) ->
            description.complaint(method, path, response).ifPresent(complaints::add));
  }

  private int port(String property) {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty(property));
  }

  @Override
  public void afterEach(ExtensionContext extension) {
    List<String> found = List.copyOf(complaints);
    complaints.clear();
    assertThat(found).as("answers that are not as /openapi.json says").isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext extension) {
    if (extension.getRequiredTestClass() == startedFor) {
      stop();
    } else if (this == SHARED) {
      // Its worker lives on and hears the commands of every gateway on this broker.
      worker.keepSilent();
    }
  }

  private void stop() {
    context.close();
    worker.close();
    redis.close();
  }
}
