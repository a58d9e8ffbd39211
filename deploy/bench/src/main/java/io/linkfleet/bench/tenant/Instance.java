package io.linkfleet.bench.tenant;

import io.linkfleet.bench.load.Exchange;
import java.net.URI;

/// One instance of a tenant and the phone that links it.
public record Instance(String token, String name, String number) {
  public Exchange logout(URI gateway) {
    return Exchange.of("DELETE", gateway, "/api/instance/logout/" + name, token, "");
  }

  public Exchange devices(URI simulator) {
    return Exchange.of("GET", simulator, "/phones/" + number + "/devices", "", "");
  }
}
