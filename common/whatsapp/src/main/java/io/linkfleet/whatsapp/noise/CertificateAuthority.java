package io.linkfleet.whatsapp.noise;

import com.google.protobuf.ByteString;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.proto.CertChain;
import io.linkfleet.whatsapp.proto.CertChain.NoiseCertificate;
import java.security.SecureRandom;
import java.time.Instant;

/// Issues certificate chains under a root of its own: what WhatsApp does with its real one.
public final class CertificateAuthority {
  private final KeyPair root;
  private final SecureRandom random;

  public CertificateAuthority(KeyPair root, SecureRandom random) {
    this.root = root;
    this.random = random;
  }

  /// The serialized chain for a server key, through an intermediate whose pair the caller keeps.
  /// Both certificates are valid from one instant to the other, in whole seconds, ends included.
  public byte[] issue(
      KeyPair intermediate, PublicKey serverKey, Instant notBefore, Instant notAfter) {
    int intermediateSerial = 1;
    int leafSerial = 2;
    // Serial 0 of the root must stand on the wire: Baileys refuses a chain that leaves it out.
    NoiseCertificate.Details intermediateDetails =
        details(
            intermediateSerial,
            TrustAnchor.ROOT_SERIAL,
            intermediate.publicKey(),
            notBefore,
            notAfter);
    NoiseCertificate.Details leafDetails =
        details(leafSerial, intermediateSerial, serverKey, notBefore, notAfter);
    return CertChain.newBuilder()
        .setLeaf(signed(leafDetails, intermediate))
        .setIntermediate(signed(intermediateDetails, root))
        .build()
        .toByteArray();
  }

  private static NoiseCertificate.Details details(
      int serial, int issuerSerial, PublicKey key, Instant notBefore, Instant notAfter) {
    return NoiseCertificate.Details.newBuilder()
        .setSerial(serial)
        .setIssuerSerial(issuerSerial)
        .setKey(ByteString.copyFrom(key.toBytes()))
        .setNotBefore(notBefore.getEpochSecond())
        .setNotAfter(notAfter.getEpochSecond())
        .build();
  }

  private NoiseCertificate signed(NoiseCertificate.Details details, KeyPair issuer) {
    return NoiseCertificate.newBuilder()
        .setDetails(details.toByteString())
        .setSignature(ByteString.copyFrom(issuer.sign(details.toByteArray(), random)))
        .build();
  }
}
