package io.linkfleet.worker;

import io.linkfleet.tracing.TracingConfiguration;
import io.linkfleet.worker.topics.TopicCommand;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/// The session worker as a program.
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(TracingConfiguration.class)
public class WorkerApplication {
  /// `reseal` among the arguments: no worker, but everything stored is sealed anew with the active
  /// keys. Ends with 1 if something is left that needs another key. `topics`: makes the topics that
  /// are missing, or with `--check` only looks; ends with 1 if one is not as it should be.
  public static void main(String[] arguments) {
    if (List.of(arguments).contains("topics")) {
      System.exit(TopicCommand.run(System.out, arguments) ? 0 : 1);
    }
    if (List.of(arguments).contains("reseal")) {
      System.exit(Reseal.run(arguments) ? 0 : 1);
    }
    builder().run(arguments);
  }

  /// The program, to be run in a context of its own; its settings are in `worker.yml`.
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(WorkerApplication.class)
        .properties("spring.config.name=worker");
  }
}
