package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The examples of the endpoint's public page, run as they stand there but for the host.
class ExamplesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PUBLIC_HOST = "https://ryzeapi.cloud";
  private static final String INSTANCE = "my-instance";

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant.Linked linked = fleet.newTenant().createLinked(INSTANCE);

  @BeforeAll
  static void theProgramsAreThere() throws Exception {
    for (String program : new String[] {"bash", "curl", "node"}) {
      assertThat(new ProcessBuilder("which", program).start().waitFor())
          .as("these tests need %s on the PATH", program)
          .isZero();
    }
  }

  @Test
  void curl() throws Exception {
    String printed = run("bash", "-c", example("logout.sh"));

    assertThat(JSON.readTree(printed)).isEqualTo(JSON.readTree(Response.LOGGED_OUT));
    assertThat(linked.phone().devices()).isEmpty();
  }

  @Test
  void javaScript() throws Exception {
    run("node", "--input-type=module", "-e", example("logout.mjs"));

    assertThat(linked.phone().devices()).isEmpty();
    assertThat(linked.instance().listed().path("status").asString()).isEqualTo("loggedout");
  }

  private String example(String name) throws IOException {
    try (var file = ExamplesTest.class.getResourceAsStream("/examples/" + name)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains(PUBLIC_HOST, INSTANCE);
      String here = fleet.http().base().toString();
      return text.replace(PUBLIC_HOST, here);
    }
  }

  private String run(String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("Token_Instance", linked.instance().token());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    return printed;
  }
}
