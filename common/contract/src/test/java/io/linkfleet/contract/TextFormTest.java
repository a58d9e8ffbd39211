package io.linkfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormTest {
  @ParameterizedTest
  @CsvSource({
    "09af,   '[0-9a-f]{1,3}'",
    "AZaz09__--, '[A-Za-z0-9_-]{1,3}'",
    "!~, '[\\x21-\\x7e]{1,3}'"
  })
  void fitsWhatTheRegularExpressionFits(String ranges, String expression) {
    TextForm form = TextForm.of(1, 3, ranges);
    Pattern pattern = Pattern.compile(expression);
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String text =
          random
              .ints(random.nextInt(5), 0, 0x90)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(form.fits(text)).as(text).isEqualTo(pattern.matcher(text).matches());
    }
  }

  @Test
  void hexHasSoManyDigitsInLowerCase() {
    assertThat(TextForm.hex(4).fits("09af")).isTrue();
    assertThat(TextForm.hex(4).fits("09aF")).isFalse();
    assertThat(TextForm.hex(4).fits("09a")).isFalse();
    assertThat(TextForm.hex(4).fits("09aff")).isFalse();
  }

  @Test
  void whatIsNoAsciiFitsNoForm() {
    assertThat(TextForm.of(1, 9, "AZaz").fits("Zoë")).isFalse();
    assertThat(TextForm.of(1, 9, "AZaz").fits("\ud83d\ude00")).isFalse();
  }
}
