package io.linkfleet.gateway.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/// Serves the description and the page. Open to everybody: it says nothing about any tenant.
@Controller
final class DocsController {
  private static final String UI = "classpath:META-INF/resources/webjars/swagger-ui/*/";
  private static final MediaType SCRIPT = MediaType.valueOf("text/javascript;charset=UTF-8");
  private static final MediaType STYLE = MediaType.valueOf("text/css;charset=UTF-8");
  private static final MediaType PAGE = MediaType.valueOf("text/html;charset=UTF-8");
  private static final CacheControl AN_HOUR = CacheControl.maxAge(Duration.ofHours(1));

  /// The browser itself sees to it that the page stays with this gateway.
  private static final String POLICY =
      "default-src 'none'; connect-src 'self'; script-src 'self'; img-src 'self' data:;"
          + " style-src 'self' 'unsafe-inline'; font-src data:; frame-ancestors 'none';"
          + " base-uri 'none'; form-action 'none'";

  private final byte[] description = json(read(new ClassPathResource("docs/openapi.yaml")));
  private final byte[] page = read(new ClassPathResource("docs/docs.html"));
  private final byte[] start = read(new ClassPathResource("docs/start.js"));

  @GetMapping("/openapi.json")
  ResponseEntity<byte[]> description() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(description);
  }

  @GetMapping("/docs")
  ResponseEntity<byte[]> page() {
    return ResponseEntity.ok()
        .contentType(PAGE)
        .header("Content-Security-Policy", POLICY)
        .body(page);
  }

  @GetMapping("/docs/start.js")
  ResponseEntity<byte[]> start() {
    return ResponseEntity.ok().contentType(SCRIPT).body(start);
  }

  @GetMapping("/docs/swagger-ui-bundle.js")
  ResponseEntity<Resource> script() {
    return fromUi("swagger-ui-bundle.js", SCRIPT);
  }

  @GetMapping("/docs/swagger-ui.css")
  ResponseEntity<Resource> style() {
    return fromUi("swagger-ui.css", STYLE);
  }

  private static ResponseEntity<Resource> fromUi(String file, MediaType type) {
    try {
      Resource[] found = new PathMatchingResourcePatternResolver().getResources(UI + file);
      if (found.length != 1) {
        throw new IllegalStateException(found.length + " times " + file + " in the jars");
      }
      return ResponseEntity.ok().cacheControl(AN_HOUR).contentType(type).body(found[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Resource resource) {
    try (InputStream in = resource.getInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] json(byte[] yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1_000);
    Map<String, Object> description =
        new Yaml(new SafeConstructor(options)).load(new String(yaml, StandardCharsets.UTF_8));
    return JsonMapper.builder().build().writeValueAsBytes(description);
  }
}
