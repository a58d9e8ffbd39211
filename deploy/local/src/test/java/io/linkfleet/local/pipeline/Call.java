package io.linkfleet.local.pipeline;

import java.util.Map;

/// What a caller can ask of an instance it has.
enum Call {
  LOGOUT,
  CONNECT,
  CONNECT_WITH_NUMBER,
  RECONNECT,
  DELETE,
  LIST;

  /// `number` is that of a phone WhatsApp knows.
  Response make(Tenant tenant, Tenant.Instance instance, String number) {
    Http http = tenant.http();
    String name = instance.name();
    String token = instance.token();
    return switch (this) {
      case LOGOUT -> instance.logout();
      case CONNECT -> instance.connect();
      case CONNECT_WITH_NUMBER -> connectWithNumber(http, name, token, number);
      case RECONNECT -> reconnect(http, name, token);
      case DELETE -> http.delete("/api/instance/delete/" + name, "token", tenant.token());
      case LIST -> http.get("/api/instance/list?instanceName=" + name, "token", token);
    };
  }

  private static Response connectWithNumber(Http http, String name, String token, String number) {
    return http.get("/api/instance/connect/" + name + "?number=" + number, "token", token);
  }

  private static Response reconnect(Http http, String name, String token) {
    return http.post("/api/instance/reconnect/" + name, Map.of(), "token", token);
  }
}
