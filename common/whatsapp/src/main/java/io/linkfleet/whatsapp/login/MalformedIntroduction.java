package io.linkfleet.whatsapp.login;

/// A client's payload lacks something it must say, or says it in another form.
public final class MalformedIntroduction extends Exception {
  MalformedIntroduction(String message) {
    super(message);
  }

  MalformedIntroduction(String message, Throwable cause) {
    super(message, cause);
  }
}
