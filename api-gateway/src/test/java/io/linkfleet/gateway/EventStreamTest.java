package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.StateReason;
import io.linkfleet.gateway.fleet.EventStream;
import io.linkfleet.gateway.fleet.EventStream.Told;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Owner;
import io.linkfleet.gateway.fleet.RealRedis;
import io.linkfleet.gateway.fleet.Wire;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/// Two gateways on one Redis and one broker, and pages that look at what happens.
class EventStreamTest {
  private static final String OPERATOR = "Authorization: Bearer " + GatewayInFleet.OPERATOR;
  private static final RealRedis REDIS = new RealRedis();

  private static List<ConfigurableApplicationContext> gateways;
  private static Owner owner;

  private final List<EventStream> streams = new ArrayList<>();
  private String accountId;
  private String account;
  private InstanceId support;

  @BeforeAll
  static void twoGateways() {
    REDIS.start();
    gateways =
        new ArrayList<>(
            List.of(
                run("linkfleet.streams.max-per-token=3", "linkfleet.streams.max=5"),
                run("server.tomcat.connection-timeout=1s")));
    owner = new Owner(REDIS, GatewayInFleet.broker());
  }

  private static ConfigurableApplicationContext run(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("linkfleet.streams.heartbeat=200ms");
    settings.add("linkfleet.limits.strangers=100000");
    return GatewayInFleet.run(REDIS, GatewayInFleet.broker(), settings);
  }

  @AfterAll
  static void none() {
    owner.close();
    gateways.forEach(ConfigurableApplicationContext::close);
    REDIS.close();
  }

  @BeforeEach
  void anAccountWithTwoInstances() {
    Response made = wire(0).send("POST", "/admin/accounts", "{\"name\":\"acme\"}", OPERATOR);
    accountId = made.json().at("/account/id").stringValue();
    account = made.json().at("/account/token").stringValue();
    create("support");
    create("sales");
    support = owner.find(account, "support");
  }

  @AfterEach
  void noStreams() {
    streams.forEach(EventStream::close);
    GatewayInFleet.awaitUntil(() -> open(0) == 0 && open(1) == 0);
  }

  private static int port(int gateway) {
    return Integer.parseInt(
        gateways.get(gateway).getEnvironment().getRequiredProperty("local.server.port"));
  }

  private static Wire wire(int gateway) {
    return new Wire(port(gateway));
  }

  private static double metric(int gateway, String name) {
    String port =
        gateways.get(gateway).getEnvironment().getRequiredProperty("local.management.port");
    return new Wire(Integer.parseInt(port))
        .call("GET", "/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static double open(int gateway) {
    return metric(gateway, "linkfleet_streams_open");
  }

  private String create(String name) {
    Response made =
        wire(1)
            .send("POST", "/api/instance/new", "{\"name\":\"" + name + "\"}", "token: " + account);
    return made.json().at("/instance/token").stringValue();
  }

  private EventStream stream(int gateway, String token) {
    return stream(gateway, token, Optional.empty());
  }

  private EventStream stream(int gateway, String token, Optional<String> seen) {
    EventStream stream = new EventStream(port(gateway), token, seen);
    streams.add(stream);
    return stream;
  }

  private static Told last(EventStream stream) {
    return stream.told().getLast();
  }

  @Test
  void aPageSeesAnInstanceFromItsFirstConnectToTheConfirmedLogout() {
    EventStream page = stream(0, account);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/event-stream");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.await(1).getFirst().event()).isEqualTo("instances");
    assertThat(page.told().getFirst().names()).containsExactly("sales", "support");

    owner.connect(support);
    owner.pair(support);
    owner.depart(support);
    GatewayInFleet.awaitUntil(() -> last(page).data().at("/instance/unlinkPending").asBoolean());
    owner.erase(support);
    GatewayInFleet.awaitUntil(
        () -> last(page).data().path("type").asString().equals("instance.logged_out"));

    List<Told> news = page.told().subList(1, page.told().size());
    assertThat(news).extracting(Told::event).containsOnly("instance");
    assertThat(news).extracting(Told::status).endsWith("loggedout");
    assertThat(news)
        .extracting(one -> one.data().at("/instance/name").asString())
        .containsOnly("support");
    assertThat(news)
        .extracting(one -> one.data().path("id").asString())
        .startsWith(support + "-1")
        .doesNotHaveDuplicates();
    assertThat(news)
        .allSatisfy(one -> assertThat(Instant.parse(one.data().path("at").asString())).isNotNull());
    assertThat(last(page).data().at("/instance/unlinkPending").asBoolean()).isFalse();
    assertThat(last(page).data().path("instance"))
        .isEqualTo(
            wire(0)
                .call("GET", "/api/instance/list?instanceName=support", "token: " + account)
                .json()
                .at("/instances/0"));
  }

  @Test
  void anInstanceSeesItself() {
    String other = create("other");
    InstanceId itself = owner.find(account, "other");
    EventStream page = stream(0, other);
    assertThat(page.await(1).getFirst().names()).containsExactly("other");
    owner.connect(support);
    owner.connect(itself);
    page.await(3);
    assertThat(page.told().subList(1, 3))
        .extracting(one -> one.data().at("/instance/name").asString())
        .containsOnly("other");
  }

  @Test
  void anotherTenantIsToldNothing() {
    Response made = wire(0).send("POST", "/admin/accounts", "{\"name\":\"other\"}", OPERATOR);
    String stranger = made.json().at("/account/token").stringValue();
    EventStream theirs = stream(0, stranger);
    EventStream ours = stream(0, account);
    assertThat(theirs.await(1).getFirst().names()).isEmpty();
    ours.await(1);
    owner.connect(support);
    ours.await(3);
    int comments = theirs.comments();
    GatewayInFleet.awaitUntil(() -> theirs.comments() > comments + 1);
    assertThat(theirs.told()).hasSize(1);
  }

  @Test
  void aStreamSaysThatItLivesAndCountsAsOneRequest() {
    EventStream page = stream(0, account);
    page.await(1);
    GatewayInFleet.awaitUntil(() -> page.comments() > 3);
    int left = Integer.parseInt(page.header("X-RateLimit-Remaining"));
    owner.connect(support);
    page.await(3);
    Response list = wire(0).call("GET", "/api/instance/list", "token: " + account);
    assertThat(list.header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(left - 1));
  }

  @Test
  void whatIsMadeOrDeletedElsewhereShows() {
    EventStream page = stream(0, account);
    page.await(1);
    create("late");
    assertThat(page.await(2).get(1).data().at("/instance/name").asString()).isEqualTo("late");
    assertThat(page.told().get(1).data().path("id").isNull()).isTrue();
    owner.delete(owner.find(account, "late"));
    Told gone = page.await(3).get(2);
    assertThat(gone.event()).isEqualTo("removed");
    assertThat(gone.data().toString()).isEqualTo("{\"name\":\"late\"}");
  }

  @Nested
  class OnAGatewayWithoutAPage {
    private static boolean readsEvents(String gateway) {
      String client = "kafka.consumer:type=app-info,id=linkfleet-gateway-events-" + gateway;
      try {
        return ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(client));
      } catch (MalformedObjectNameException e) {
        throw new IllegalStateException(e);
      }
    }

    @Test
    void nobodyReadsTheTopicBeforeTheFirstPageWhichIsToldOfAllThatFollows() {
      try (var lone = run("linkfleet.gateway-id=lone")) {
        assertThat(readsEvents("lone")).isFalse();
        gateways.add(lone);
        EventStream page = stream(2, account);
        page.await(1);
        owner.connect(support);
        assertThat(readsEvents("lone")).isTrue();
        assertThat(page.await(2).get(1).data().path("id").asString()).startsWith(support + "-1");
        page.close();
      } finally {
        gateways.removeLast();
      }
    }
  }

  @Nested
  class CutOff {
    private Optional<String> cut() {
      EventStream page = stream(0, account);
      page.await(1);
      page.close();
      return page.lastId();
    }

    @Test
    void aPageIsToldOnAnotherGatewayWhatItMissed() {
      Optional<String> seen = cut();
      owner.connect(support);
      EventStream again = stream(1, account, seen);
      Told missed = again.await(1).getFirst();
      assertThat(missed.event()).isEqualTo("instance");
      // Both instances may be of one group.
      GatewayInFleet.awaitUntil(() -> last(again).id().isPresent());
      assertThat(again.told())
          .anySatisfy(
              one -> {
                assertThat(one.data().at("/instance/name").asString()).isEqualTo("support");
                assertThat(one.status()).isEqualTo("connected");
              });
      assertThat(again.lastId()).isNotEqualTo(seen);
    }

    @Test
    void aPageThatMissedNothingIsToldNothing() {
      EventStream again = stream(1, account, cut());
      GatewayInFleet.awaitUntil(() -> again.comments() > 2);
      assertThat(again.told()).isEmpty();
      owner.enter(support, InstanceStatus.CONNECTING, StateReason.API);
      assertThat(again.await(1).getFirst().status()).isEqualTo("connecting");
    }

    @Test
    void aPageThatShowsAnInstanceTooManyOrTooFewIsShownAllAnew() {
      Optional<String> seen = cut();
      create("late");
      Told all = stream(1, account, seen).await(1).getFirst();
      assertThat(all.event()).isEqualTo("instances");
      assertThat(all.names()).containsExactly("late", "sales", "support");
    }

    @Test
    void anIdOfNobodyIsShownAllAnew() {
      for (String id : List.of("1", "x".repeat(91), "%%%", "A".repeat(91))) {
        Told all = stream(1, account, Optional.of(id)).await(1).getFirst();
        assertThat(all.names()).containsExactly("sales", "support");
      }
    }
  }

  @Nested
  class Ended {
    @Test
    void whenTheAccountsTokenIsRotated() {
      EventStream page = stream(1, account);
      page.await(1);
      wire(0).call("POST", "/admin/accounts/" + accountId + "/token", OPERATOR);
      page.awaitEnd();
      Response again = wire(1).call("GET", "/api/instance/events", "token: " + account);
      assertThat(again.status()).isEqualTo(401);
    }

    @Test
    void whenTheGatewayStopsAndAtOnce() {
      ConfigurableApplicationContext third = run("linkfleet.stop.notice=1s");
      int port = Integer.parseInt(third.getEnvironment().getRequiredProperty("local.server.port"));
      EventStream page = new EventStream(port, account);
      page.await(1);
      Thread stop = Thread.ofVirtual().start(third::close);
      page.awaitEnd();
      assertThat(stop.isAlive()).isTrue();
      Response refused = new Wire(port).call("GET", "/api/instance/events", "token: " + account);
      assertThat(refused.status()).isEqualTo(503);
      GatewayInFleet.awaitUntil(() -> !stop.isAlive());
      page.close();
    }
  }

  @Nested
  class TooMany {
    private void assertRefused(String token) {
      Response refused = wire(0).call("GET", "/api/instance/events", "token: " + token);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body())
          .isEqualTo("{\"success\":false,\"error\":{\"message\":\"Too many event streams\"}}");
      assertThat(refused.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void ofATokenAreRefusedUntilOneIsGone() {
      for (int i = 0; i < 3; i++) {
        stream(0, account).await(1);
      }
      assertRefused(account);
      assertThat(stream(0, create("other")).await(1).getFirst().names()).containsExactly("other");
      streams.getFirst().close();
      GatewayInFleet.awaitUntil(() -> open(0) == 3);
      assertThat(stream(0, account).status()).isEqualTo(200);
    }

    @Test
    void ofAGatewayAreRefused() {
      for (int i = 0; i < 3; i++) {
        stream(0, account).await(1);
      }
      String other = create("other");
      stream(0, other).await(1);
      stream(0, other).await(1);
      assertRefused(other);
      assertRefused(create("another"));
    }
  }

  @Test
  void aPageThatDoesNotReadIsCutAndHoldsUpNobody() throws IOException {
    EventStream page = stream(1, account);
    page.await(1);
    try (Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(1024);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(1)));
      String request = "GET /api/instance/events HTTP/1.1\r\nHost: gateway\r\ntoken: ";
      deaf.getOutputStream()
          .write((request + account + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      GatewayInFleet.awaitUntil(() -> open(1) == 2);
      owner.connect(support);
      double before = metric(1, "linkfleet_streams_ended_total{reason=\"slow\"}");
      GatewayInFleet.awaitUntil(
          () -> {
            owner.repeat(support, 2_000);
            return metric(1, "linkfleet_streams_ended_total{reason=\"slow\"}") > before;
          });
    }
    int told = page.told().size();
    owner.enter(support, InstanceStatus.DISCONNECTED, StateReason.API);
    GatewayInFleet.awaitUntil(() -> page.told().size() > told);
    GatewayInFleet.awaitUntil(() -> last(page).status().equals("disconnected"));
  }
}
