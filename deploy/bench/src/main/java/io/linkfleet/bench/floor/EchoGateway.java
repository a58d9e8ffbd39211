package io.linkfleet.bench.floor;

import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The gateway's HTTP server and its settings (`gateway.yml`: Tomcat, virtual threads, Spring MVC),
/// with a ping-pong, round trips to Redis, both, or nothing at all behind it.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EchoGateway {
  static final String BROKER = "bench.broker";
  static final String PARTITIONS = "bench.partitions";
  static final String REDIS = "bench.redis";
  private static final int ECHOES_AT = 1;

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(EchoGateway.class)
        .properties("spring.config.name=gateway")
        .run(arguments);
  }

  @Bean(destroyMethod = "close")
  PingPong pingPong(Environment environment) {
    return new PingPong(
        environment.getRequiredProperty(BROKER),
        environment.getRequiredProperty(PARTITIONS, Integer.class),
        ECHOES_AT);
  }

  @Bean(destroyMethod = "close")
  RoundTrips roundTrips(Environment environment) {
    return new RoundTrips(environment.getRequiredProperty(REDIS));
  }

  /// What a logout answers, after one echo, and the same without any; each also after so many round
  /// trips to Redis, one after the other.
  @RestController
  static final class Endpoint {
    private static final byte[] BODY =
        "{\"success\":true,\"message\":\"Instance logged out\",\"instance\":{\"status\":\"loggedout\"}}"
            .getBytes(StandardCharsets.US_ASCII);

    private final PingPong pingPong;
    private final RoundTrips redis;

    Endpoint(PingPong pingPong, RoundTrips redis) {
      this.pingPong = pingPong;
      this.redis = redis;
    }

    @DeleteMapping("/api/instance/logout/{instance}")
    ResponseEntity<byte[]> logout(@PathVariable("instance") String instance) {
      pingPong.ask();
      return constant();
    }

    @DeleteMapping("/api/instance/logout/{instance}/after/{trips}")
    ResponseEntity<byte[]> logout(
        @PathVariable("instance") String instance, @PathVariable("trips") int trips) {
      redis.make(trips);
      return logout(instance);
    }

    @GetMapping("/constant/after/{trips}")
    ResponseEntity<byte[]> constant(@PathVariable("trips") int trips) {
      redis.make(trips);
      return constant();
    }

    @GetMapping("/constant")
    ResponseEntity<byte[]> constant() {
      return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(BODY);
    }
  }
}
