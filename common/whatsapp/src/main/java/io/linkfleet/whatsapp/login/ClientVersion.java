package io.linkfleet.whatsapp.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version of the WhatsApp Web client we present ourselves as, `2.3000.<client revision>`. The
/// order is that of age, oldest first.
public record ClientVersion(int primary, int secondary, int tertiary)
    implements Comparable<ClientVersion> {
  private static final Comparator<ClientVersion> BY_AGE =
      Comparator.comparingInt(ClientVersion::primary)
          .thenComparingInt(ClientVersion::secondary)
          .thenComparingInt(ClientVersion::tertiary);
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,6})\\.(\\d{1,10})");

  public ClientVersion {
    if (primary < 0 || secondary < 0 || tertiary < 0) {
      throw new IllegalArgumentException("a version has no negative parts");
    }
  }

  /// Reads `2.3000.1045649367`; throws [IllegalArgumentException] for anything else.
  public static ClientVersion parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a client version of three numbers: " + text);
    }
    return new ClientVersion(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)));
  }

  @Override
  public int compareTo(ClientVersion other) {
    return BY_AGE.compare(this, other);
  }

  public boolean isNewerThan(ClientVersion other) {
    return compareTo(other) > 0;
  }

  /// MD5 of the text form, as registration wants it (whatsmeow `store/clientpayload.go`).
  public byte[] buildHash() {
    try {
      return MessageDigest.getInstance("MD5")
          .digest(toString().getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 is part of the JDK", e);
    }
  }

  @Override
  public String toString() {
    return primary + "." + secondary + "." + tertiary;
  }
}
