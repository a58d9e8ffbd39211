package io.linkfleet.worker.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private static SortedSet<Long> offsets(long... offsets) {
    return new TreeSet<>(LongStream.of(offsets).boxed().toList());
  }

  @Test
  void theFormOfWhatIsAheadStaysReadable() {
    OffsetAndMetadata committed = new OffsetAndMetadata(100, "v1:1-3,7");
    assertThat(new Progress(100, offsets(101, 102, 103, 107)).committed()).isEqualTo(committed);
    assertThat(Progress.of(committed).ahead()).containsExactly(101L, 102L, 103L, 107L);
  }

  @Test
  void nothingAheadNeedsNoWords() {
    assertThat(new Progress(7, offsets()).committed()).isEqualTo(new OffsetAndMetadata(7, ""));
    assertThat(Progress.of(new OffsetAndMetadata(7)).ahead()).isEmpty();
  }

  @Test
  void whatIsBelowThePositionIsAnsweredAnyway() {
    assertThat(new Progress(7, offsets(3, 7, 8)).ahead()).containsExactly(8L);
  }

  @Test
  void whatDoesNotFitIsLeftOut() {
    SortedSet<Long> everyOther =
        new TreeSet<>(LongStream.range(0, 5_000).map(at -> 2 * at + 1).boxed().toList());
    OffsetAndMetadata committed = new Progress(0, everyOther).committed();
    assertThat(committed.metadata().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4_096);
    assertThat(everyOther).containsAll(Progress.of(committed).ahead());
    assertThat(Progress.of(committed).ahead()).hasSizeGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1:", "v1:x", "v1:-3", "v2:1", "a note", "v1:5-2", "v1:12345678901"})
  void whatIsNotOursSaysNothing(String metadata) {
    assertThat(Progress.of(new OffsetAndMetadata(1, metadata)).ahead()).isEqualTo(offsets());
  }

  @Test
  void whatIsReadableAmongOthersIsRead() {
    assertThat(Progress.of(new OffsetAndMetadata(1, "v1:x,2")).ahead())
        .containsExactlyElementsOf(List.of(3L));
  }
}
