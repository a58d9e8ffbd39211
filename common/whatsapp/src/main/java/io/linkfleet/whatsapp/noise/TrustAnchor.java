package io.linkfleet.whatsapp.noise;

import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.FOREIGN_CERTIFICATE;
import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.MALFORMED;
import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.OUTSIDE_VALIDITY;
import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.UNTRUSTED_INTERMEDIATE;
import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.UNTRUSTED_LEAF;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.proto.CertChain;
import io.linkfleet.whatsapp.proto.CertChain.NoiseCertificate;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Decides whether a server is who it must be: root → intermediate → leaf → the key it handshakes
/// with. There is no way to switch a check off; tests bring a root of their own.
/// (whatsmeow `handshake.go` makes the same checks except those of time.)
///
/// A server shows the same few chains to everybody, and two signatures cost more than the rest of a
/// handshake: those of a chain are checked once. Whose key it is for, and whether it is valid now,
/// is checked every time. May be used by several threads.
public final class TrustAnchor {
  static final int ROOT_SERIAL = 0;

  /// Bounds what a server that varies its chain can make us keep.
  private static final int MOST_REMEMBERED = 64;

  private final PublicKey root;
  private final InstantSource clock;
  private final Set<ByteString> signedByRoot = ConcurrentHashMap.newKeySet();

  public TrustAnchor(PublicKey root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  void verify(byte[] chainBytes, PublicKey serverKey) throws HandshakeException {
    try {
      CertChain chain = CertChain.parseFrom(chainBytes);
      NoiseCertificate.Details intermediate = details(chain.getIntermediate());
      NoiseCertificate.Details leaf = details(chain.getLeaf());
      ByteString shown = ByteString.copyFrom(chainBytes);
      if (!signedByRoot.contains(shown)) {
        requireSignatures(chain, intermediate, leaf);
        remember(shown);
      }
      if (!HandshakeMessages.publicKey(leaf.getKey()).equals(serverKey)) {
        throw new HandshakeException(FOREIGN_CERTIFICATE, "the leaf is for another key");
      }
      requireValidNow(intermediate);
      requireValidNow(leaf);
    } catch (InvalidProtocolBufferException e) {
      throw new HandshakeException(MALFORMED, "not a certificate chain", e);
    }
  }

  private void requireSignatures(
      CertChain chain, NoiseCertificate.Details intermediate, NoiseCertificate.Details leaf)
      throws HandshakeException {
    if (intermediate.getIssuerSerial() != ROOT_SERIAL || !signedBy(root, chain.getIntermediate())) {
      throw new HandshakeException(UNTRUSTED_INTERMEDIATE, "intermediate not issued by the root");
    }
    PublicKey intermediateKey = HandshakeMessages.publicKey(intermediate.getKey());
    if (leaf.getIssuerSerial() != intermediate.getSerial()
        || !signedBy(intermediateKey, chain.getLeaf())) {
      throw new HandshakeException(UNTRUSTED_LEAF, "leaf not issued by the intermediate");
    }
  }

  private void remember(ByteString chain) {
    if (signedByRoot.size() >= MOST_REMEMBERED) {
      signedByRoot.clear();
    }
    signedByRoot.add(chain);
  }

  private static NoiseCertificate.Details details(NoiseCertificate certificate)
      throws InvalidProtocolBufferException {
    return NoiseCertificate.Details.parseFrom(certificate.getDetails());
  }

  /// The signature is over the details as received, never over a re-encoding of them.
  private static boolean signedBy(PublicKey issuer, NoiseCertificate certificate) {
    return issuer.verifies(
        certificate.getDetails().toByteArray(), certificate.getSignature().toByteArray());
  }

  private void requireValidNow(NoiseCertificate.Details details) throws HandshakeException {
    long now = clock.instant().getEpochSecond();
    if (now < details.getNotBefore() || now > details.getNotAfter()) {
      throw new HandshakeException(
          OUTSIDE_VALIDITY, "certificate " + details.getSerial() + " is not valid now");
    }
  }
}
