package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What monitoring finds in a fleet that has done everything once is what is documented.
class MetricsTest {
  private static final Path TABLE = Path.of("..", "METRICS.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(linkfleet_[a-z_]+)` \\| ([a-z]+) \\|([^|]*)\\|");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (linkfleet_[a-z_]+) ([a-z]+)$");
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^(linkfleet_[a-z_]+)(?:\\{([^}]*)\\})? ");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @Test
  void theTableNamesEveryMetricWithItsTypeAndLabels() throws IOException {
    liveAWholeLife();
    String table = Files.readString(TABLE);
    Map<String, String> documented =
        rows(table).collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    String scraped = fleet.metrics();
    assertThat(types(scraped)).isEqualTo(new TreeMap<>(documented));
    Map<String, Set<String>> labels = labels(scraped);
    rows(table)
        .forEach(
            row ->
                assertThat(labels.getOrDefault(row.group(1), Set.of()))
                    .as(row.group(1))
                    .isEqualTo(names(row.group(3), Pattern.compile("`([a-z_]+)`"))));
  }

  private void liveAWholeLife() {
    Tenant.Instance instance = tenant.create("metrics");
    instance.link();
    instance.logout().isLoggedOut();
    instance.link().unlinkFirstDevice();
    instance.awaitStatus("loggedout");
  }

  private static Stream<MatchResult> rows(String table) {
    return ROW.matcher(table).results();
  }

  /// Micrometer adds a gauge of the greatest to each timer.
  private static Map<String, String> types(String scraped) {
    Map<String, String> types = new TreeMap<>();
    Matcher type = TYPE.matcher(scraped);
    while (type.find()) {
      if (!type.group(1).endsWith("_max")) {
        types.put(type.group(1), type.group(2));
      }
    }
    return types;
  }

  private static Map<String, Set<String>> labels(String scraped) {
    Map<String, Set<String>> labels = new TreeMap<>();
    Matcher sample = SAMPLE.matcher(scraped);
    while (sample.find()) {
      String name = sample.group(1).replaceAll("_(bucket|count|sum)$", "");
      Set<String> found = labels.computeIfAbsent(name, _ -> new TreeSet<>());
      if (sample.group(2) != null) {
        found.addAll(names(sample.group(2), LABEL));
      }
    }
    labels.values().forEach(found -> found.remove("le"));
    return labels;
  }

  private static Set<String> names(String text, Pattern pattern) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
