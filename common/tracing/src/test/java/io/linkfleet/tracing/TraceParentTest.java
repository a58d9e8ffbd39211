package io.linkfleet.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String IDS = TRACE + "-" + SPAN;

  @Test
  void isReadAndWrittenTheSame() {
    var parent = new TraceParent(TRACE, SPAN, true);
    assertThat(TraceParent.parse("00-" + IDS + "-01")).contains(parent);
    assertThat(parent.header()).isEqualTo("00-" + IDS + "-01");
    assertThat(new TraceParent(TRACE, SPAN, false).header()).isEqualTo("00-" + IDS + "-00");
  }

  @Test
  void ofTheFlagsKnowsOneOnly() {
    assertThat(TraceParent.parse("00-" + IDS + "-fe"))
        .contains(new TraceParent(TRACE, SPAN, false));
    assertThat(TraceParent.parse("00-" + IDS + "-ff")).contains(new TraceParent(TRACE, SPAN, true));
  }

  @Test
  void ofALaterVersionTakesWhatItKnows() {
    var parent = new TraceParent(TRACE, SPAN, true);
    assertThat(TraceParent.parse("01-" + IDS + "-01")).contains(parent);
    assertThat(TraceParent.parse("01-" + IDS + "-01-what-will-be")).contains(parent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-" + IDS + "-01",
        "00-" + IDS + "-01-more",
        "00-" + IDS + "-01 ",
        "01-" + IDS + "-01more",
        "00-" + IDS,
        "00-" + IDS + "-1",
        "0-" + IDS + "-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + IDS + "-01,00-" + IDS + "-01"
      })
  void whatIsNoneIsNotTakenForOne(String header) {
    assertThat(TraceParent.parse(header)).isEmpty();
  }

  @Test
  void oneWithoutEndIsNotEither() {
    assertThat(TraceParent.parse("01-" + IDS + "-01-" + "x".repeat(500))).isEmpty();
  }

  @Test
  void cannotBeMadeOfWrongIds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TraceParent("1", SPAN, true));
    assertThatIllegalArgumentException().isThrownBy(() -> new TraceParent(TRACE, "", true));
  }
}
