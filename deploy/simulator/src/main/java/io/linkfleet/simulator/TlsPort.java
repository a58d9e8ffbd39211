package io.linkfleet.simulator;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;

/// A second port with the same behind it, for clients that want `wss://`. The key store is PKCS #12
/// and its password `changeit`.
public record TlsPort(int port, Path keyStore) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  public TlsPort {
    if (port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("a port is 1 to 65535");
    }
  }

  SslContext context() {
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      return SslContextBuilder.forServer(managers).sslProvider(SslProvider.JDK).build();
    } catch (IOException e) {
      throw new UncheckedIOException("no key store " + keyStore, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a key store for a server: " + keyStore, e);
    }
  }
}
