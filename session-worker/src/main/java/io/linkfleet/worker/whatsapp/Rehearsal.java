package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.login.Introduction;
import io.linkfleet.whatsapp.login.Login;
import io.linkfleet.whatsapp.login.MalformedIntroduction;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.MalformedNode;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeCodec;
import io.linkfleet.whatsapp.noise.CertificateAuthority;
import io.linkfleet.whatsapp.noise.ClientHandshake;
import io.linkfleet.whatsapp.noise.HandshakeException;
import io.linkfleet.whatsapp.noise.ServerHandshake;
import io.linkfleet.whatsapp.noise.Transport;
import io.linkfleet.whatsapp.noise.TrustAnchor;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.AEADBadTagException;

/// Logs in to a WhatsApp of its own, in memory, before the worker owns anything. A takeover begins
/// with hundreds of logins while callers wait for some of them: classes are loaded and what costs
/// most is compiled by then.
public final class Rehearsal {
  private static final Duration VALID = Duration.ofHours(1);

  private final ClientVersion version;
  private final SecureRandom random;
  private final InstantSource clock;

  public Rehearsal(ClientVersion version, SecureRandom random, InstantSource clock) {
    this.version = version;
    this.random = random;
    this.clock = clock;
  }

  /// So many logins, or as many as there is time for; answers how many it was.
  public int logins(int most, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    KeyPair root = KeyPair.generate(random);
    KeyPair server = KeyPair.generate(random);
    Instant now = clock.instant();
    byte[] chain =
        new CertificateAuthority(root, random)
            .issue(KeyPair.generate(random), server.publicKey(), now.minus(VALID), now.plus(VALID));
    var anchor = new TrustAnchor(root.publicKey(), clock);
    int done = 0;
    while (done < most && System.nanoTime() - end < 0) {
      login(anchor, server, chain);
      done++;
    }
    return done;
  }

  private void login(TrustAnchor anchor, KeyPair serverKey, byte[] chain) {
    var client = new ClientHandshake(KeyPair.generate(random), KeyPair.generate(random), anchor);
    var server = new ServerHandshake(serverKey, KeyPair.generate(random), chain);
    Login login = new Login(version, new Jid("1", 1, Jid.USERS));
    try {
      byte[] finish = client.finish(server.hello(client.hello()), login.encode());
      ServerHandshake.Client known = server.finish(finish);
      if (!Introduction.parse(known.payload()).equals(login)) {
        throw new IllegalStateException("a login arrived as another");
      }
      exchange(client.transport(), known.transport(), Node.named("success").empty());
      exchange(
          known.transport(),
          client.transport(),
          Node.named("iq")
              .attribute("type", "set")
              .attribute("id", "1")
              .children(Node.named("active").empty()));
    } catch (HandshakeException
        | MalformedIntroduction
        | MalformedNode
        | AEADBadTagException impossible) {
      throw new IllegalStateException("we do not understand ourselves", impossible);
    }
  }

  private static void exchange(Transport from, Transport to, Node stanza)
      throws AEADBadTagException, MalformedNode {
    byte[] arrived = to.open(ByteBuffer.wrap(from.seal(NodeCodec.encode(stanza))));
    if (!NodeCodec.decode(arrived).equals(stanza)) {
      throw new IllegalStateException("a stanza arrived as another");
    }
  }
}
