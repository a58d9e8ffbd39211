package io.linkfleet.whatsapp.pairing;

import io.linkfleet.whatsapp.crypto.PublicKey;
import java.util.Base64;

/// What a QR code says: a reference the server handed out, the companion's keys, the secret that
/// keys the phone's statement, and what kind of client it is (`1` Chrome … `9` other browser).
///
/// Since spring 2026 the text is a URL with five fields behind it; phones have begun to refuse the
/// four bare fields of before (whatsmeow#1110, Baileys#2460).
public final class QrCode {
  private static final String URL = "https://wa.me/settings/linked_devices#";

  private final String reference;
  private final PublicKey noise;
  private final PublicKey identity;
  private final byte[] advSecret;
  private final String platform;
  private final boolean currentForm;

  private QrCode(
      String reference,
      PublicKey noise,
      PublicKey identity,
      byte[] advSecret,
      String platform,
      boolean currentForm) {
    this.reference = reference;
    this.noise = noise;
    this.identity = identity;
    this.advSecret = advSecret;
    this.platform = platform;
    this.currentForm = currentForm;
  }

  /// A code in the current form. The secret has 32 bytes; reference and platform no comma.
  public static QrCode of(
      String reference, PublicKey noise, PublicKey identity, byte[] advSecret, String platform) {
    if (reference.isEmpty() || reference.indexOf(',') >= 0 || platform.indexOf(',') >= 0) {
      throw new IllegalArgumentException("a reference is not empty, and no field has a comma");
    }
    AdvSecret.requireValid(advSecret);
    return new QrCode(reference, noise, identity, advSecret.clone(), platform, true);
  }

  /// Reads either form, as a phone does. The message of the exception says what is wrong, without
  /// the secret.
  public static QrCode parse(String text) throws MalformedQrCode {
    boolean currentForm = text.startsWith(URL);
    String[] fields = (currentForm ? text.substring(URL.length()) : text).split(",", -1);
    if (currentForm ? fields.length != 5 : fields.length != 4 && fields.length != 5) {
      throw new MalformedQrCode("a code with " + fields.length + " fields", null);
    }
    try {
      byte[] secret = decode(fields[3]);
      AdvSecret.requireValid(secret);
      return new QrCode(
          fields[0],
          PublicKey.of(decode(fields[1])),
          PublicKey.of(decode(fields[2])),
          secret,
          fields.length == 5 ? fields[4] : "",
          currentForm);
    } catch (IllegalArgumentException e) {
      throw new MalformedQrCode("a field is not the Base64 of 32 bytes", e);
    }
  }

  /// What the QR code shows, in the current form.
  public String text() {
    return URL
        + String.join(
            ",",
            reference,
            noise.toBase64(),
            identity.toBase64(),
            Base64.getEncoder().encodeToString(advSecret),
            platform);
  }

  public String reference() {
    return reference;
  }

  public PublicKey noise() {
    return noise;
  }

  public PublicKey identity() {
    return identity;
  }

  public byte[] advSecret() {
    return advSecret.clone();
  }

  /// Empty if the code is of the old form without it.
  public String platform() {
    return platform;
  }

  /// Whether it was read from a URL; today's phones want that.
  public boolean currentForm() {
    return currentForm;
  }

  @Override
  public String toString() {
    return "QrCode[" + noise + ", advSecret=[REDACTED]]";
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
