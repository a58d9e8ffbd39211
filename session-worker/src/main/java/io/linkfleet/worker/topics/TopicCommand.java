package io.linkfleet.worker.topics;

import io.linkfleet.settings.KafkaSettings;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;

/// Makes what topics are missing and says how the others are; with `--check` only the latter. What
/// is there is left as it is.
public final class TopicCommand {
  private final Broker broker;
  private final List<WantedTopic> wanted;
  private final PrintStream out;

  private TopicCommand(Broker broker, List<WantedTopic> wanted, PrintStream out) {
    this.broker = broker;
    this.wanted = wanted;
    this.out = out;
  }

  /// Whether all topics are there, now, and as they should be. Takes the settings of a worker; keys
  /// and Redis are not needed.
  public static boolean run(PrintStream out, String... arguments) {
    try (var context =
        new SpringApplicationBuilder(Settings.class)
            .web(WebApplicationType.NONE)
            .logStartupInfo(false)
            .properties("spring.config.name=worker")
            .run(arguments)) {
      return run(context, out, List.of(arguments).contains("--check"));
    }
  }

  /// Nothing but settings.
  @EnableConfigurationProperties({TopicProperties.class, KafkaProperties.class})
  static class Settings {}

  private static boolean run(
      ConfigurableApplicationContext context, PrintStream out, boolean checkOnly) {
    TopicProperties properties = context.getBean(TopicProperties.class);
    KafkaProperties given = context.getBean(KafkaProperties.class);
    Map<String, Object> kafka = given.buildAdminProperties();
    kafka.put(AdminClientConfig.CLIENT_ID_CONFIG, "linkfleet-topics");
    try (Broker broker = new Broker(Admin.create(kafka), properties.topics().patience())) {
      List<WantedTopic> wanted = WantedTopic.of(properties.partitions(), properties.topics());
      return new TopicCommand(broker, wanted, out).run(checkOnly);
    } catch (Broker.NoAnswer failure) {
      out.println(String.join(",", given.getBootstrapServers()) + ": " + said(failure));
      return false;
    } catch (KafkaException refused) {
      out.println(KafkaSettings.invalid(refused).getMessage());
      return false;
    }
  }

  private static String said(Broker.NoAnswer failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no answer");
  }

  private boolean run(boolean checkOnly) {
    Map<String, FoundTopic> before = broker.find(wanted);
    List<WantedTopic> missing =
        wanted.stream().filter(topic -> !before.containsKey(topic.name())).toList();
    if (!checkOnly && !missing.isEmpty()) {
      broker.make(missing);
    }
    long wrong = wanted.stream().filter(topic -> !tell(topic, before, checkOnly)).count();
    out.println(
        wrong == 0
            ? "the topics are as they should be"
            : "%d of %d topics are not as they should be".formatted(wrong, wanted.size()));
    return wrong == 0;
  }

  /// Whether it is as it should be. What was made just now is: the broker did as it was told.
  private boolean tell(WantedTopic topic, Map<String, FoundTopic> before, boolean checkOnly) {
    FoundTopic found = before.get(topic.name());
    if (found == null) {
      out.println(topic.name() + ": " + (checkOnly ? "missing" : made(topic)));
      return !checkOnly;
    }
    List<String> differences = topic.differences(found);
    if (differences.isEmpty()) {
      out.println(topic.name() + ": as it should be");
    }
    differences.forEach(text -> out.println(topic.name() + ": " + text));
    return differences.isEmpty();
  }

  private static String made(WantedTopic topic) {
    return "made, with %d partitions and %d replicas"
        .formatted(topic.partitions(), topic.replicas());
  }
}
