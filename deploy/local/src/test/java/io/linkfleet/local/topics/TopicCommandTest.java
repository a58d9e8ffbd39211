package io.linkfleet.local.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.linkfleet.contract.Topics;
import io.linkfleet.local.FreePorts;
import io.linkfleet.local.broker.FleetTopics;
import io.linkfleet.local.broker.LocalBroker;
import io.linkfleet.worker.topics.TopicCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicCommandTest {
  private static final Set<String> ALL =
      Set.of(Topics.COMMANDS, Topics.REPLIES, Topics.EVENTS, Topics.DEAD_WEBHOOKS);

  @TempDir static Path directory;
  private static LocalBroker broker;
  private static Admin admin;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeAll
  static void start() {
    List<Integer> ports = FreePorts.take(2);
    broker = LocalBroker.start(directory, ports.get(0), ports.get(1));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @AfterEach
  void noTopics() throws Exception {
    admin.deleteTopics(present()).all().get();
    await().until(() -> present().isEmpty());
  }

  private static Set<String> present() throws Exception {
    return admin.listTopics().names().get();
  }

  /// With these words in place of the usual ones, or beside them.
  private boolean run(String... words) {
    said.reset();
    Map<String, String> all = new LinkedHashMap<>();
    Stream.concat(
            Stream.of(
                "topics",
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--linkfleet.topics.replication-factor=1",
                "--linkfleet.topics.min-in-sync-replicas=1"),
            Stream.of(words))
        .forEach(word -> all.put(word.replaceFirst("=.*", ""), word));
    return TopicCommand.run(
        new PrintStream(said, true, UTF_8), all.values().toArray(String[]::new));
  }

  /// And waits until every node knows of them.
  private void make(String... words) {
    assertThat(run(words)).isTrue();
    await().until(() -> present().equals(ALL));
  }

  private List<String> said() {
    return said.toString(UTF_8).lines().toList();
  }

  @Nested
  class OnAnEmptyBroker {
    @Test
    void itMakesEveryTopicAndFindsThemGoodAfterwards() throws Exception {
      make();
      assertThat(said())
          .contains("linkfleet.commands: made, with 64 partitions and 1 replicas")
          .hasSize(5);
      assertThat(run()).isTrue();
      assertThat(said())
          .contains("linkfleet.commands: as it should be", "the topics are as they should be");
      assertThat(run("--check")).isTrue();
    }

    @Test
    void theCheckMakesNothing() throws Exception {
      assertThat(run("--check")).isFalse();
      assertThat(said())
          .contains("linkfleet.commands: missing", "4 of 4 topics are not as they should be");
      assertThat(present()).isEmpty();
    }

    @Test
    void itMakesThemAsTheLocalFleetHasThem() {
      new FleetTopics(64, 16, 64).ensure(broker.bootstrapServers());
      await().until(() -> present().equals(ALL));
      assertThat(FleetTopics.standard()).isEqualTo(new FleetTopics(64, 16, 64));
      assertThat(run("--check")).isFalse();
      assertThat(said()).noneMatch(line -> line.contains("partitions"));
    }
  }

  @Nested
  class WhereATopicIsAnother {
    @Test
    void itSaysWhatIsWrongAndLeavesItAsItIs() throws Exception {
      make("--linkfleet.partitions=8");

      assertThat(run()).isFalse();

      assertThat(said())
          .contains(
              "linkfleet.commands: has 8 partitions, wanted are 64;"
                  + " the count of a topic with keys can't be changed",
              "linkfleet.events: as it should be",
              "1 of 4 topics are not as they should be");
      assertThat(
              admin
                  .describeTopics(List.of(Topics.COMMANDS))
                  .allTopicNames()
                  .get()
                  .get(Topics.COMMANDS)
                  .partitions())
          .hasSize(8);
    }

    @Test
    void itNamesEverySettingThatIsAnother() throws Exception {
      make();
      set(Topics.EVENTS, "cleanup.policy", "compact");
      set(Topics.EVENTS, "retention.ms", "1000");

      await()
          .untilAsserted(
              () -> {
                assertThat(run("--check")).isFalse();
                assertThat(said())
                    .contains(
                        "linkfleet.events: cleanup.policy is compact, wanted is delete",
                        "linkfleet.events: retention.ms is 1000, wanted is 604800000");
              });
    }

    @Test
    void fewerReplicasThanWantedAreWrong() {
      make();
      assertThat(run("--check", "--linkfleet.topics.replication-factor=3")).isFalse();
      assertThat(said()).contains("linkfleet.replies: has 1 replicas, wanted are at least 3");
    }

    private void set(String topic, String name, String value) throws Exception {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(
                      new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  @Test
  void moreReplicasThanThereAreBrokersCanNotBeMade() throws Exception {
    assertThat(run("--linkfleet.topics.replication-factor=3")).isFalse();
    assertThat(said()).hasSize(1).first().asString().contains(broker.bootstrapServers());
    assertThat(present()).isEmpty();
  }

  @Test
  void aBrokerThatIsAwayIsNamed() {
    int nobody = FreePorts.take(1).getFirst();
    assertThat(
            run(
                "--spring.kafka.bootstrap-servers=127.0.0.1:" + nobody,
                "--linkfleet.topics.patience=1s"))
        .isFalse();
    assertThat(said()).containsExactly("127.0.0.1:" + nobody + ": no answer within 1 s");
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> run("--linkfleet.topics.min-in-sync-replicas=2"))
        .rootCause()
        .hasMessage(
            "linkfleet.topics.min-in-sync-replicas: 2 is more than"
                + " linkfleet.topics.replication-factor, which is 1");
  }
}
