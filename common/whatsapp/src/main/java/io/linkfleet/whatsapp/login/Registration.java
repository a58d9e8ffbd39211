package io.linkfleet.whatsapp.login;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.proto.ClientPayload;
import io.linkfleet.whatsapp.proto.ClientPayload.DevicePairingRegistrationData;
import io.linkfleet.whatsapp.proto.DeviceProps;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// "Make me a companion device": the public half of everything the device will be known by.
public record Registration(
    ClientVersion version,
    int registrationId,
    PublicKey identity,
    SignedPreKey signedPreKey,
    DeviceAppearance appearance)
    implements Introduction {

  private static final byte[] CURVE25519 = {5};

  @Override
  public byte[] encode() {
    return CommonPart.of(version)
        .setPassive(false)
        .setPull(false)
        .setDevicePairingData(
            DevicePairingRegistrationData.newBuilder()
                .setERegid(bytes(ByteBuffer.allocate(4).putInt(registrationId).array()))
                .setEKeytype(bytes(CURVE25519))
                .setEIdent(bytes(identity.toBytes()))
                .setESkeyId(bytes(signedPreKey.idBytes()))
                .setESkeyVal(bytes(signedPreKey.publicKey().toBytes()))
                .setESkeySig(bytes(signedPreKey.signature()))
                .setBuildHash(bytes(version.buildHash()))
                .setDeviceProps(appearance.toProto().toByteString()))
        .build()
        .toByteArray();
  }

  /// A server may go on only if the signed pre-key is signed by the identity as well; see
  /// [SignedPreKey#isSignedBy].
  static Registration of(ClientPayload payload)
      throws MalformedIntroduction, InvalidProtocolBufferException {
    DevicePairingRegistrationData data = payload.getDevicePairingData();
    ClientVersion version = CommonPart.version(payload);
    if (data.getERegid().size() != 4
        || !Arrays.equals(data.getEKeytype().toByteArray(), CURVE25519)) {
      throw new MalformedIntroduction("registration id or key type of another form");
    }
    if (!Arrays.equals(data.getBuildHash().toByteArray(), version.buildHash())) {
      throw new MalformedIntroduction("the build hash is not that of version " + version);
    }
    return new Registration(
        version,
        data.getERegid().asReadOnlyByteBuffer().getInt(),
        PublicKey.of(data.getEIdent().toByteArray()),
        SignedPreKey.of(
            data.getESkeyId().toByteArray(),
            PublicKey.of(data.getESkeyVal().toByteArray()),
            data.getESkeySig().toByteArray()),
        DeviceAppearance.of(DeviceProps.parseFrom(data.getDeviceProps())));
  }

  private static ByteString bytes(byte[] bytes) {
    return ByteString.copyFrom(bytes);
  }
}
