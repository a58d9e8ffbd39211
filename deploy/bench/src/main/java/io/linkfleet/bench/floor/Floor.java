package io.linkfleet.bench.floor;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.ProcessorTime;
import io.linkfleet.bench.fleet.ProductionJvm;
import io.linkfleet.bench.load.Exchange;
import io.linkfleet.faults.fleet.Member;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/// The processes of the floor beside a fleet, on its broker. The gateway of the floor has as much
/// heap as the fleet's.
public final class Floor implements AutoCloseable {
  private static final int ECHO_PARTITIONS = 2;
  private static final int RAW_ECHOES_AT = 0;
  private static final Duration UP_WITHIN = Duration.ofMinutes(1);

  private final BenchFleet fleet;
  private final ServerProcess worker;
  private final Member gateway;
  private final URI url;

  private Floor(BenchFleet fleet, ServerProcess worker, Member gateway, URI url) {
    this.fleet = fleet;
    this.worker = worker;
    this.gateway = gateway;
    this.url = url;
  }

  public static Floor beside(BenchFleet fleet) {
    createTopics(fleet);
    int heap = fleet.shape().workerMegabytes();
    ServerProcess worker =
        fleet.beside(
            "echo-worker",
            ProductionJvm.worker(EchoWorker.class, heap).with(List.of(fleet.bootstrapServers())));
    int port = fleet.freePort();
    int management = fleet.freePort();
    ServerProcess gateway =
        fleet.beside(
            "echo-gateway",
            ProductionJvm.gateway(EchoGateway.class, fleet.shape().gatewayMegabytes())
                .with(
                    List.of(
                        "--server.port=" + port,
                        "--management.server.port=" + management,
                        "--management.endpoint.health.group.readiness.include=readinessState",
                        "--%s=redis://127.0.0.1:%d".formatted(EchoGateway.REDIS, fleet.redisPort()),
                        "--" + EchoGateway.BROKER + "=" + fleet.bootstrapServers(),
                        "--" + EchoGateway.PARTITIONS + "=" + fleet.shape().partitions())));
    URI ready = URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness");
    var floor =
        new Floor(
            fleet, worker, new Member(gateway, ready), URI.create("http://127.0.0.1:" + port));
    floor.start();
    return floor;
  }

  private void start() {
    worker.start();
    gateway.process().start();
    Patience.require("the echo worker", UP_WITHIN, this::workerIsReady);
    gateway.awaitReady();
  }

  private boolean workerIsReady() {
    try {
      return Files.readString(worker.log()).contains("ready");
    } catch (IOException e) {
      return false;
    }
  }

  /// Kafka's clients alone, in this JVM; its echoes come from the same process as those of the
  /// HTTP pair.
  public PingPong raw() {
    return new PingPong(fleet.bootstrapServers(), fleet.shape().partitions(), RAW_ECHOES_AT);
  }

  /// HTTP → Kafka → echo → HTTP.
  public Exchange echo() {
    return Exchange.of("DELETE", url, "/api/instance/logout/instance-1", "", "");
  }

  /// The same after so many round trips to Redis.
  public Exchange echoAfter(int trips) {
    return Exchange.of("DELETE", url, "/api/instance/logout/instance-1/after/" + trips, "", "");
  }

  /// HTTP alone.
  public Exchange constant() {
    return Exchange.of("GET", url, "/constant", "", "");
  }

  /// The same after so many round trips to Redis.
  public Exchange constantAfter(int trips) {
    return Exchange.of("GET", url, "/constant/after/" + trips, "", "");
  }

  /// What the processes of the floor have had, with Kafka, Redis and the simulator of the fleet.
  public ProcessorTime processorTime() {
    return ProcessorTime.of(List.of(gateway.process()), List.of(worker), fleet);
  }

  private static void createTopics(BenchFleet fleet) {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, fleet.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      List<NewTopic> topics =
          List.of(
              new NewTopic(PingPong.PING, fleet.shape().partitions(), (short) 1),
              new NewTopic(PingPong.PONG, ECHO_PARTITIONS, (short) 1));
      admin.createTopics(topics).all().get(20, SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no topics for the floor", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making topics", e);
    }
  }

  @Override
  public void close() {
    gateway.process().close();
    worker.close();
  }
}
