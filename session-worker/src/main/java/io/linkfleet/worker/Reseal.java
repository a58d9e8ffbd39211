package io.linkfleet.worker;

import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.Replication;
import io.linkfleet.registry.Resealing;
import io.linkfleet.worker.device.CredentialSeal;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/// The last step but one of a rotation: once all programs have the new keys as the active ones,
/// whatever the old ones sealed is sealed anew, and they can be taken away.
@EnableConfigurationProperties(WorkerProperties.class)
final class Reseal {
  private static final Logger log = LoggerFactory.getLogger(Reseal.class);

  /// With the settings of a worker. Whether nothing needs an old key any more.
  static boolean run(String... arguments) {
    try (var context =
        new SpringApplicationBuilder(Reseal.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=worker")
            .run(arguments)) {
      Resealing.Tally tally = reseal(context.getBean(WorkerProperties.class));
      log.info(
          "sealed anew: {}, sealed with the active keys before: {}, unreadable: {}, written by"
              + " others meanwhile: {}",
          tally.resealed(),
          tally.current(),
          tally.unreadable(),
          tally.contended());
      return tally.isComplete();
    }
  }

  private static Resealing.Tally reseal(WorkerProperties properties) {
    SecureRandom random = new SecureRandom();
    WorkerProperties.Redis redis = properties.redis();
    RegistryOptions options =
        new RegistryOptions(
            redis.address(),
            new Partitions(properties.partitions()),
            redis.timeout(),
            Replication.NONE,
            new SharedSeal(properties.shared().sealingKeys(), random));
    CredentialSeal credentials = new CredentialSeal(properties.credentials().sealingKeys(), random);
    try (Registry registry = Registry.open(options)) {
      registry.fleet().verify();
      return registry.resealing().run(credentials);
    }
  }
}
