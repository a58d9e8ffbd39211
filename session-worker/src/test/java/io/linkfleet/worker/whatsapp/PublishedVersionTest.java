package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linkfleet.whatsapp.login.ClientVersion;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedVersionTest {
  private final VersionPage page;
  private final PublishedVersion published;

  PublishedVersionTest() throws IOException {
    page = new VersionPage();
    published = new PublishedVersion(page.url(), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void isReadAsABrowserReadsIt() throws Exception {
    page.publishRevision(1_050_000_001);

    assertThat(published.newest()).contains(new ClientVersion(2, 3000, 1_050_000_001));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"client_revision\":42,\"x\":1}",
        "{\"client_revision\": 42}",
        "x=\"{\\\"client_revision\\\":42}\""
      })
  void isFoundInAnyOfTheFormsSeen(String script) {
    assertThat(PublishedVersion.versionIn(script)).contains(new ClientVersion(2, 3000, 42));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "client_revision",
        "{\"client_revision\":\"42\"}",
        "{\"client_revision\":9999999999}",
        "{\"old_client_revision\":42}"
      })
  void isNotMadeUp(String script) {
    assertThat(PublishedVersion.versionIn(script)).isEmpty();
  }

  @Test
  void isNotReadFromAPageWithoutEnd() {
    page.publish("x".repeat((4 << 20) + 1));

    assertThatExceptionOfType(IOException.class).isThrownBy(published::newest);
  }

  @Test
  void isNotWaitedForWithoutEnd() {
    page.publishRevision(1);
    page.stall();
    PublishedVersion hasty = new PublishedVersion(page.url(), Duration.ofMillis(300));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(hasty::newest)
        .withMessageContaining("not within");
  }

  @Test
  void isNotToBeHadFromAnotherPage() {
    URI other = page.url().resolve("/other");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(new PublishedVersion(other, Duration.ofSeconds(10))::newest)
        .withMessageContaining("404");
  }
}
