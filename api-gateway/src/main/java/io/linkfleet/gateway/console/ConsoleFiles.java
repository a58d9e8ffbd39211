package io.linkfleet.gateway.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;

/// The files of the page, by their path below `console/`, read once: whatever a path says, nothing
/// but these is ever served. None where the page was not built.
final class ConsoleFiles {
  private static final String ROOT = "console/";

  /// As the build names what never changes: `index-B7f0Zx3_.js`. A word has no capital or digit.
  private static final Pattern HASHED =
      Pattern.compile(".*-(?=[a-z_-]*[A-Z0-9])[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

  private static final Map<String, MediaType> TYPES =
      Map.of(
          "html", MediaType.valueOf("text/html;charset=UTF-8"),
          "js", MediaType.valueOf("text/javascript;charset=UTF-8"),
          "css", MediaType.valueOf("text/css;charset=UTF-8"),
          "svg", MediaType.valueOf("image/svg+xml"),
          "png", MediaType.IMAGE_PNG,
          "ico", MediaType.valueOf("image/x-icon"),
          "woff2", MediaType.valueOf("font/woff2"),
          "json", MediaType.APPLICATION_JSON,
          "txt", MediaType.valueOf("text/plain;charset=UTF-8"));

  private final Map<String, ConsoleFile> files;

  private ConsoleFiles(Map<String, ConsoleFile> files) {
    this.files = Map.copyOf(files);
  }

  /// `hashed`: under this name there will never be another content.
  static final class ConsoleFile {
    private final byte[] content;
    private final MediaType type;
    private final boolean hashed;

    private ConsoleFile(byte[] content, MediaType type, boolean hashed) {
      this.content = content;
      this.type = type;
      this.hashed = hashed;
    }

    byte[] content() {
      return content;
    }

    MediaType type() {
      return type;
    }

    boolean hashed() {
      return hashed;
    }
  }

  static ConsoleFiles read() {
    Map<String, ConsoleFile> files = new HashMap<>();
    try {
      for (Resource file :
          new PathMatchingResourcePatternResolver().getResources("classpath*:console/**/*.*")) {
        String path = path(file);
        MediaType type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type != null && file.isReadable()) {
          files.putIfAbsent(
              path, new ConsoleFile(content(file), type, HASHED.matcher(path).matches()));
        }
      }
      return new ConsoleFiles(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(Resource file) throws IOException {
    String url = file.getURL().toString();
    return url.substring(url.lastIndexOf("/" + ROOT) + 1 + ROOT.length());
  }

  private static byte[] content(Resource file) throws IOException {
    try (InputStream in = file.getInputStream()) {
      return in.readAllBytes();
    }
  }

  Optional<ConsoleFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }
}
