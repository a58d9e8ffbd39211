package io.linkfleet.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A Lua script as Redis knows it: its text, and the SHA-1 that calls it once it is loaded.
record Script(String text, String sha1) {

  /// Reads `<name>.lua` from the resources.
  static Script named(String name) {
    return of(resource(name));
  }

  /// The same behind `<prelude>.lua`, whose functions it uses.
  static Script behind(String prelude, String name) {
    return of(resource(prelude) + resource(name));
  }

  /// The same behind `fence.lua`: nothing of it runs for a stale owner.
  static Script fenced(String name) {
    return behind("fence", name);
  }

  /// The same behind `fence.lua` and `write.lua`: nothing of it runs either once a later write was
  /// carried out.
  static Script writing(String name) {
    return of(resource("fence") + resource("write") + resource(name));
  }

  private static Script of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Script(text, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static String resource(String name) {
    try (InputStream lua = Script.class.getResourceAsStream(name + ".lua")) {
      if (lua == null) {
        throw new IllegalStateException("the jar has no script " + name);
      }
      return new String(lua.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
