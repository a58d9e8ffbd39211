package io.linkfleet.contract;

import java.util.Arrays;

/// What a kind of text may look like: how long it is, and of which ASCII characters each of its
/// own is one. Ids, names and tokens are held against theirs several times in every call, which a
/// regular expression takes ten times as long for.
public final class TextForm {
  private final int least;
  private final int most;
  private final boolean[] allowed = new boolean[128];

  private TextForm(int least, int most, String ranges) {
    this.least = least;
    this.most = most;
    for (int i = 0; i < ranges.length(); i += 2) {
      Arrays.fill(allowed, ranges.charAt(i), ranges.charAt(i + 1) + 1, true);
    }
  }

  /// `ranges` are pairs of the first and the last character of each: `azAZ__`.
  public static TextForm of(int least, int most, String ranges) {
    return new TextForm(least, most, ranges);
  }

  /// So many digits, in lower case.
  public static TextForm hex(int digits) {
    return of(digits, digits, "09af");
  }

  public boolean fits(String text) {
    int length = text.length();
    if (length < least || length > most) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      if (character >= allowed.length || !allowed[character]) {
        return false;
      }
    }
    return true;
  }
}
