package io.linkfleet.local.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A page in `deploy/` that is made and not written.
record Page(String name) {
  private static final String RENEW = "linkfleet.renew";

  /// Fails, saying how the page is renewed, if it is not this text; with
  /// `-Dlinkfleet.renew=true` it is made so instead.
  void mustBe(String text, Class<?> test) throws IOException {
    Path file = Path.of("..", name);
    if (Boolean.getBoolean(RENEW)) {
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "deploy/%s is not what it would be made today. To renew it: mvn -q -pl deploy/local -am"
                + " test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
            name, test.getSimpleName(), RENEW)
        .isEqualTo(text);
  }
}
