package io.linkfleet.worker.whatsapp;

import static io.linkfleet.worker.whatsapp.ClientFixture.STANDS;

import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `wss://`, with a certificate for `localhost` that only some of the clients trust.
class TlsTest {
  private static final String PASSWORD = "changeit";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

  private final DeviceCredentials device = Devices.linked(new SecureRandom());
  private final RecordedEvents events = new RecordedEvents();
  @TempDir private Path directory;
  private Path keyStore;
  private ScriptedServer server;

  @BeforeEach
  void serve() throws Exception {
    keyStore = directory.resolve("server.p12");
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost",
            "-storepass",
            PASSWORD,
            "-keystore",
            keyStore.toString())
        .inheritIO()
        .start()
        .waitFor();
    server = new ScriptedServer(Optional.of(serverTls()));
  }

  @AfterEach
  void stop() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
    server.close();
  }

  @Test
  void connectsToAServerTheTrustStoreKnows() throws Exception {
    trustServer();
    try (NettyWhatsApp whatsApp = client("localhost")) {
      var _ = whatsApp.login(device, STANDS, events);

      server.accept();
    }
  }

  @Test
  void refusesAServerOfAnotherName() throws Exception {
    trustServer();
    try (NettyWhatsApp whatsApp = client("127.0.0.1")) {
      var _ = whatsApp.login(device, STANDS, events);

      events.ends(Cause.UNREACHABLE);
    }
  }

  @Test
  void refusesAServerNobodyVouchesFor() throws Exception {
    try (NettyWhatsApp whatsApp = client("localhost")) {
      var _ = whatsApp.login(device, STANDS, events);

      events.ends(Cause.UNREACHABLE);
    }
  }

  private void trustServer() {
    System.setProperty(TRUST_STORE, keyStore.toString());
    System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
  }

  private NettyWhatsApp client(String host) {
    URI url = URI.create("wss://" + host + ":" + server.url().getPort() + "/ws/chat");
    return ClientFixture.of(server).withUrl(url).start();
  }

  private SslContext serverTls() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    return SslContextBuilder.forServer(managers).sslProvider(SslProvider.JDK).build();
  }
}
