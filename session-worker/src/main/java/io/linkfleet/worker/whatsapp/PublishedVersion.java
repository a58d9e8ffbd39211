package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.login.ClientVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version in the service worker script that WhatsApp Web gives to browsers, `sw.js`. It is
/// asked for as a browser would: without these headers the answer is 400.
public final class PublishedVersion implements ClientVersions.Source {
  private static final int MOST_BYTES = 4 << 20;
  private static final String BROWSER =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/131.0.0.0 Safari/537.36";

  /// Once inside a string of the script, hence the backslashes, and once not (Baileys, whatsmeow).
  private static final Pattern REVISION =
      Pattern.compile("\\\\?\"client_revision\\\\?\":\\s*(\\d{1,10})");

  private final URI url;
  private final Duration patience;

  /// `patience` bounds the whole exchange.
  public PublishedVersion(URI url, Duration patience) {
    this.url = url;
    this.patience = patience;
  }

  @Override
  public Optional<ClientVersion> newest() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build();
    try {
      return versionIn(script(client));
    } finally {
      client.shutdownNow();
    }
  }

  private String script(HttpClient client) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("User-Agent", BROWSER)
            .header("sec-fetch-site", "none")
            .header("Accept", "*/*")
            .build();
    try {
      // The request's own timeout would end with the headers; the body counts too.
      HttpResponse<String> response =
          client
              .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES))
              .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("HTTP status " + response.statusCode());
      }
      return response.body();
    } catch (TimeoutException e) {
      throw new IOException("not within " + patience, e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  static Optional<ClientVersion> versionIn(String script) {
    Matcher revision = REVISION.matcher(script);
    return revision.find()
        ? Optional.of(Long.parseLong(revision.group(1)))
            .filter(number -> number <= Integer.MAX_VALUE)
            .map(number -> new ClientVersion(2, 3000, number.intValue()))
        : Optional.empty();
  }
}
