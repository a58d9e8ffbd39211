package io.linkfleet.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.linkfleet.contract.WebhookUrl;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `https`, with a certificate for `hooks.example.com` that only some couriers trust. The address
/// behind every name is 127.0.0.1.
class CourierTlsTest {
  private static final String PASSWORD = "changeit";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir private Path directory;
  private Path keyStore;
  private Receiver receiver;

  @BeforeEach
  void serve() throws Exception {
    keyStore = directory.resolve("server.p12");
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=receiver",
            "-ext",
            "SAN=dns:hooks.example.com",
            "-storepass",
            PASSWORD,
            "-keystore",
            keyStore.toString())
        .inheritIO()
        .start()
        .waitFor();
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(serverTls()));
    receiver = new Receiver(server);
  }

  @AfterEach
  void stop() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
    receiver.close();
  }

  private Outcome deliverTo(String host) throws InterruptedException {
    WebhookUrl url = new WebhookUrl("https://" + host + ":" + receiver.port() + "/");
    return CourierTest.deliver(true, url, "127.0.0.1");
  }

  private void trustReceiver() {
    System.setProperty(TRUST_STORE, keyStore.toString());
    System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
  }

  @Test
  void deliversToAReceiverOfThatName() throws Exception {
    trustReceiver();
    assertThat(deliverTo("hooks.example.com")).isEqualTo(new Outcome.Delivered(204));
  }

  @Test
  void refusesAReceiverOfAnotherName() throws Exception {
    trustReceiver();
    assertThat(CourierTest.trouble(deliverTo("other.example.com"))).isEqualTo(Outcome.Trouble.TLS);
    assertThat(receiver.calls()).isEmpty();
  }

  @Test
  void refusesAReceiverNobodyVouchesFor() throws Exception {
    assertThat(deliverTo("hooks.example.com")).isInstanceOf(Outcome.Refused.class);
    assertThat(receiver.calls()).isEmpty();
  }

  private SSLContext serverTls() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
