package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Reply;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {
  @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

  @Test
  void aRefusedOrFailedRequestIsOneLineWithItsIdsAndNoToken(CapturedOutput output) {
    String account = GATEWAY.newAccount();
    String instance = GATEWAY.newInstance(account, "support");
    GATEWAY.worker().answerWith(new Reply.Failed(Reply.Failure.WHATSAPP_REFUSED));
    String path = "/api/instance/logout/support";
    GATEWAY.wire().call("DELETE", path, "token: " + instance, "X-Request-Id: failed-one");
    GATEWAY.wire().call("DELETE", path, "token: " + instance + "x", "X-Request-Id: refused-one");
    String command = GATEWAY.worker().received().getFirst().envelope().id().value();
    GatewayInFleet.awaitUntil(() -> output.getAll().contains("refused-one"));
    assertThat(output.getAll().lines().filter(line -> line.contains("failed-one")))
        .singleElement()
        .asString()
        .contains(
            "DELETE /api/instance/logout/{instance} status=500",
            "command=" + command,
            "reason=WHATSAPP_REFUSED");
    assertThat(output.getAll().lines().filter(line -> line.contains("refused-one")))
        .singleElement()
        .asString()
        .contains("status=401", "reason=unknown token");
    assertThat(output.getAll()).doesNotContain(account, instance, GatewayInFleet.OPERATOR);
  }
}
