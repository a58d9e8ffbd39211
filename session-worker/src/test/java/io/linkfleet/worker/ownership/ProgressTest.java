package io.linkfleet.worker.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private static OffsetRanges offsets(long... offsets) {
    OffsetRanges ranges = new OffsetRanges();
    LongStream.of(offsets).forEach(ranges::add);
    return ranges;
  }

  @Test
  void theFormOfWhatIsAheadStaysReadable() {
    OffsetAndMetadata committed = new OffsetAndMetadata(100, "v1:1-3,7");
    assertThat(new Progress(100, offsets(101, 102, 103, 107)).committed()).isEqualTo(committed);
    assertThat(Progress.of(committed).ahead()).isEqualTo(offsets(101, 102, 103, 107));
  }

  @Test
  void nothingAheadNeedsNoWords() {
    assertThat(new Progress(7, offsets()).committed()).isEqualTo(new OffsetAndMetadata(7, ""));
    assertThat(Progress.of(new OffsetAndMetadata(7)).ahead()).isEqualTo(offsets());
  }

  @Test
  void whatIsBelowThePositionIsAnsweredAnyway() {
    Progress progress = new Progress(7, offsets(3, 7, 8));
    assertThat(progress.ahead()).isEqualTo(offsets(8));
    assertThat(progress.isAnswered(3)).isTrue();
    assertThat(progress.isAnswered(7)).isFalse();
    assertThat(progress.isAnswered(8)).isTrue();
  }

  @Test
  void whatDoesNotFitIsLeftOut() {
    OffsetRanges everyOther = offsets(LongStream.range(0, 5_000).map(at -> 2 * at + 1).toArray());
    OffsetAndMetadata committed = new Progress(0, everyOther).committed();
    assertThat(committed.metadata().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4_096);
    long told = LongStream.range(0, 10_000).filter(Progress.of(committed)::isAnswered).count();
    assertThat(told).isGreaterThan(500);
    assertThat(LongStream.range(0, 10_000).filter(Progress.of(committed)::isAnswered))
        .allMatch(everyOther::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1:", "v1:x", "v1:-3", "v2:1", "a note", "v1:5-2", "v1:12345678901"})
  void whatIsNotOursSaysNothing(String metadata) {
    assertThat(Progress.of(new OffsetAndMetadata(1, metadata)).ahead()).isEqualTo(offsets());
  }

  @Test
  void whatIsReadableAmongOthersIsRead() {
    assertThat(Progress.of(new OffsetAndMetadata(1, "v1:x,2")).ahead()).isEqualTo(offsets(3));
  }
}
