package io.linkfleet.worker.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.worker.topics.WantedTopic.Count;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WantedTopicTest {
  private static final WantedTopic EXACT =
      new WantedTopic("t", 64, Count.EXACTLY, 3, 2, Duration.ofHours(6));
  private static final WantedTopic LEAST =
      new WantedTopic("t", 16, Count.AT_LEAST, 3, 2, Duration.ofHours(1));

  private static List<String> differences(WantedTopic wanted, int partitions, int replicas) {
    return wanted.differences(new FoundTopic(partitions, replicas, wanted.settings()));
  }

  @Test
  void whatIsMadeIsAsItShouldBe() {
    assertThat(EXACT.differences(new FoundTopic(64, 3, EXACT.settingsToMake()))).isEmpty();
    assertThat(EXACT.settingsToMake()).containsEntry("segment.ms", "3600000");
  }

  @Test
  void moreReplicasAreWelcomeAndFewerAreNot() {
    assertThat(differences(EXACT, 64, 5)).isEmpty();
    assertThat(differences(EXACT, 64, 1)).containsExactly("has 1 replicas, wanted are at least 3");
  }

  @Test
  void morePartitionsAreWelcomeOnlyWhereNothingHasAKey() {
    assertThat(differences(LEAST, 32, 3)).isEmpty();
    assertThat(differences(LEAST, 8, 3))
        .containsExactly("has 8 partitions, wanted are at least 16");
    assertThat(differences(EXACT, 128, 3))
        .containsExactly(
            "has 128 partitions, wanted are 64; the count of a topic with keys can't be changed");
  }

  @Test
  void everySettingThatIsAnotherIsNamed() {
    Map<String, String> other = new HashMap<>(EXACT.settings());
    other.put("cleanup.policy", "compact");
    other.put("retention.ms", "-1");
    other.remove("min.insync.replicas");
    assertThat(EXACT.differences(new FoundTopic(64, 3, other)))
        .containsExactly(
            "cleanup.policy is compact, wanted is delete",
            "min.insync.replicas is not known, wanted is 2",
            "retention.ms is -1, wanted is 21600000");
  }
}
