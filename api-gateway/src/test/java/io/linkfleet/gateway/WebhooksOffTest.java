package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.gateway.fleet.GatewayInFleet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhooksOffTest {
  @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

  @Test
  void withoutAKeyThereAreNoSuchEndpoints() {
    String account = GATEWAY.newAccount();
    GATEWAY.newInstance(account, "support");
    var response = GATEWAY.wire().call("GET", "/api/instance/webhook/support", "token: " + account);
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body()).contains("\"Not found\"");
  }
}
