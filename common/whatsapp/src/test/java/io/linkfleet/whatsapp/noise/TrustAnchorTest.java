package io.linkfleet.whatsapp.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.noise.HandshakeException.Reason;
import io.linkfleet.whatsapp.proto.CertChain;
import io.linkfleet.whatsapp.proto.CertChain.NoiseCertificate;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TrustAnchorTest {
  private static final Instant FROM = Instant.ofEpochSecond(1_800_000_000L);
  private static final Instant UNTIL = FROM.plusSeconds(3600);

  private final SecureRandom random = new SecureRandom();
  private final KeyPair root = KeyPair.generate(random);
  private final KeyPair intermediate = KeyPair.generate(random);
  private final KeyPair server = KeyPair.generate(random);
  private final byte[] chain =
      new CertificateAuthority(root, random).issue(intermediate, server.publicKey(), FROM, UNTIL);

  @Test
  void acceptsAChainThatLeadsToItsRoot() {
    assertThatCode(() -> anchor(FROM).verify(chain, server.publicKey())).doesNotThrowAnyException();
    assertThatCode(() -> anchor(UNTIL).verify(chain, server.publicKey()))
        .doesNotThrowAnyException();
  }

  @Test
  void theRootsSerialStandsOnTheWire() throws InvalidProtocolBufferException {
    ByteString details = CertChain.parseFrom(chain).getIntermediate().getDetails();

    assertThat(NoiseCertificate.Details.parseFrom(details).hasIssuerSerial()).isTrue();
  }

  /// Its signatures are not checked again, everything else is.
  @Nested
  class OfAChainItKnows {
    private final AtomicReference<Instant> now = new AtomicReference<>(FROM);
    private final TrustAnchor anchor = new TrustAnchor(root.publicKey(), now::get);

    OfAChainItKnows() throws HandshakeException {
      anchor.verify(chain, server.publicKey());
    }

    @Test
    void acceptsItAgain() {
      assertThatCode(() -> anchor.verify(chain.clone(), server.publicKey()))
          .doesNotThrowAnyException();
    }

    @Test
    void refusesItFromAServerWithAnotherKey() {
      assertThatExceptionOfType(HandshakeException.class)
          .isThrownBy(() -> anchor.verify(chain, KeyPair.generate(random).publicKey()))
          .extracting(HandshakeException::reason)
          .isEqualTo(Reason.FOREIGN_CERTIFICATE);
    }

    @Test
    void refusesItAfterItsTime() {
      now.set(UNTIL.plusSeconds(1));
      assertThatExceptionOfType(HandshakeException.class)
          .isThrownBy(() -> anchor.verify(chain, server.publicKey()))
          .extracting(HandshakeException::reason)
          .isEqualTo(Reason.OUTSIDE_VALIDITY);
    }

    @Test
    void refusesAnyOtherByte() {
      for (int i = 0; i < chain.length; i++) {
        byte[] changed = chain.clone();
        changed[i] ^= 1;
        assertThatExceptionOfType(HandshakeException.class)
            .isThrownBy(() -> anchor.verify(changed, server.publicKey()));
      }
    }

    @Test
    void stillRefusesAChainThatWasRefused() throws Exception {
      byte[] forged =
          new CertificateAuthority(KeyPair.generate(random), random)
              .issue(intermediate, server.publicKey(), FROM, UNTIL);
      for (int time = 0; time < 2; time++) {
        assertThatExceptionOfType(HandshakeException.class)
            .isThrownBy(() -> anchor.verify(forged, server.publicKey()))
            .extracting(HandshakeException::reason)
            .isEqualTo(Reason.UNTRUSTED_INTERMEDIATE);
      }
    }
  }

  @Nested
  class Refuses {
    @Test
    void anotherRoot() {
      TrustAnchor real = new TrustAnchor(WhatsAppRoot.PUBLIC_KEY, InstantSource.fixed(FROM));
      refused(Reason.UNTRUSTED_INTERMEDIATE, real, chain);
    }

    @Test
    void anIntermediateUnderAnotherSerial() throws Exception {
      refused(
          Reason.UNTRUSTED_INTERMEDIATE,
          anchor(FROM),
          resigned(details -> details.setIssuerSerial(7), details -> details));
    }

    @Test
    void aLeafUnderAnotherSerial() throws Exception {
      refused(
          Reason.UNTRUSTED_LEAF,
          anchor(FROM),
          resigned(details -> details, details -> details.setIssuerSerial(7)));
    }

    @Test
    void aLeafTheRootDidNotDelegate() throws Exception {
      CertChain forged =
          CertChain.parseFrom(
              new CertificateAuthority(KeyPair.generate(random), random)
                  .issue(KeyPair.generate(random), server.publicKey(), FROM, UNTIL));
      CertChain mixed = CertChain.parseFrom(chain).toBuilder().setLeaf(forged.getLeaf()).build();
      refused(Reason.UNTRUSTED_LEAF, anchor(FROM), mixed.toByteArray());
    }

    @Test
    void aLeafForAnotherKey() {
      KeyPair impostor = KeyPair.generate(random);
      assertThatExceptionOfType(HandshakeException.class)
          .isThrownBy(() -> anchor(FROM).verify(chain, impostor.publicKey()))
          .extracting(HandshakeException::reason)
          .isEqualTo(Reason.FOREIGN_CERTIFICATE);
    }

    @Test
    void aChainBeforeAndAfterItsTime() {
      refused(Reason.OUTSIDE_VALIDITY, anchor(FROM.minusSeconds(1)), chain);
      refused(Reason.OUTSIDE_VALIDITY, anchor(UNTIL.plusSeconds(1)), chain);
    }

    @Test
    void anExpiredIntermediateUnderALeafStillValid() throws Exception {
      long expired = FROM.getEpochSecond() - 1;
      refused(
          Reason.OUTSIDE_VALIDITY,
          anchor(FROM),
          resigned(
              details -> details.setNotBefore(expired).setNotAfter(expired), details -> details));
    }

    @Test
    void detailsChangedAfterSigning() throws Exception {
      CertChain parsed = CertChain.parseFrom(chain);
      NoiseCertificate leaf = parsed.getLeaf();
      NoiseCertificate.Details details =
          NoiseCertificate.Details.parseFrom(leaf.getDetails()).toBuilder()
              .setNotAfter(Long.MAX_VALUE)
              .build();
      CertChain changed =
          parsed.toBuilder().setLeaf(leaf.toBuilder().setDetails(details.toByteString())).build();
      refused(Reason.UNTRUSTED_LEAF, anchor(FROM), changed.toByteArray());
    }

    @Test
    void nothingAtAll() {
      refused(Reason.UNTRUSTED_INTERMEDIATE, anchor(FROM), new byte[0]);
      refused(Reason.MALFORMED, anchor(FROM), new byte[] {1, 2, 3});
    }

    private void refused(Reason reason, TrustAnchor anchor, byte[] presented) {
      assertThatExceptionOfType(HandshakeException.class)
          .isThrownBy(() -> anchor.verify(presented, server.publicKey()))
          .extracting(HandshakeException::reason)
          .isEqualTo(reason);
    }
  }

  private TrustAnchor anchor(Instant now) {
    return new TrustAnchor(root.publicKey(), InstantSource.fixed(now));
  }

  /// The chain with details edited and then properly signed again.
  private byte[] resigned(
      UnaryOperator<NoiseCertificate.Details.Builder> editIntermediate,
      UnaryOperator<NoiseCertificate.Details.Builder> editLeaf)
      throws InvalidProtocolBufferException {
    CertChain parsed = CertChain.parseFrom(chain);
    return CertChain.newBuilder()
        .setIntermediate(resigned(parsed.getIntermediate(), editIntermediate, root))
        .setLeaf(resigned(parsed.getLeaf(), editLeaf, intermediate))
        .build()
        .toByteArray();
  }

  private NoiseCertificate resigned(
      NoiseCertificate certificate,
      UnaryOperator<NoiseCertificate.Details.Builder> edit,
      KeyPair issuer)
      throws InvalidProtocolBufferException {
    ByteString details =
        edit.apply(NoiseCertificate.Details.parseFrom(certificate.getDetails()).toBuilder())
            .build()
            .toByteString();
    return NoiseCertificate.newBuilder()
        .setDetails(details)
        .setSignature(ByteString.copyFrom(issuer.sign(details.toByteArray(), random)))
        .build();
  }
}
