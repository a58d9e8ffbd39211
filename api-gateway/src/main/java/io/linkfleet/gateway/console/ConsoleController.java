package io.linkfleet.gateway.console;

import io.linkfleet.gateway.console.ConsoleFiles.ConsoleFile;
import io.linkfleet.gateway.http.Failures;
import io.linkfleet.gateway.http.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Serves the page and its files, to everybody.
@Controller
@ConditionalOnProperty(name = "linkfleet.console.enabled", matchIfMissing = true)
final class ConsoleController {
  private static final String FILES = "/console/";
  private static final String INDEX = "index.html";

  /// The browser itself sees to it that the page stays with this gateway, and runs nothing but the
  /// files it was built with.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final CacheControl A_YEAR =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final ConsoleFiles files = ConsoleFiles.read();

  @GetMapping("/")
  ResponseEntity<byte[]> index() {
    return serve(INDEX);
  }

  @GetMapping(FILES + "**")
  ResponseEntity<byte[]> file(HttpServletRequest request) {
    String path = request.getServletPath();
    return serve(path.startsWith(FILES) ? path.substring(FILES.length()) : "");
  }

  /// What is not hashed keeps the `no-store` of every answer.
  private ResponseEntity<byte[]> serve(String path) {
    ConsoleFile file =
        files
            .find(path)
            .orElseThrow(() -> new Refused(Failures.NOT_FOUND, "no file of the console"));
    HttpHeaders headers = new HttpHeaders();
    headers.set("Content-Security-Policy", POLICY);
    headers.setContentType(file.type());
    if (file.hashed()) {
      headers.setCacheControl(A_YEAR);
    }
    return ResponseEntity.ok().headers(headers).body(file.content());
  }
}
