package io.linkfleet.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Has every answer that a test sees compared with what the gateway says of itself.
public final class AsDescribed implements BeforeEachCallback, AfterEachCallback {
  private final GatewayInFleet gateway;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  public AsDescribed(GatewayInFleet gateway) {
    this.gateway = gateway;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    complaints.clear();
    Description description = new Description(gateway.wire().call("GET", "/openapi.json").json());
    gateway
        .wire()
        .observe(
            (method, path, response) ->
                description.complaint(method, path, response).ifPresent(complaints::add));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    gateway.wire().observe((method, path, response) -> {});
    assertThat(complaints).isEmpty();
  }
}
