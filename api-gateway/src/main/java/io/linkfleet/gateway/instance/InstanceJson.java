package io.linkfleet.gateway.instance;

import io.linkfleet.registry.InstanceRecord;
import io.linkfleet.registry.NumberJid;
import java.util.LinkedHashMap;
import java.util.Map;

/// An instance as callers are shown it.
public final class InstanceJson {
  private InstanceJson() {}

  public static Map<String, Object> of(InstanceRecord instance) {
    Map<String, Object> connection = new LinkedHashMap<>();
    connection.put("state", instance.status().wireName());
    connection.put("numberJid", instance.numberJid().map(NumberJid::value).orElse(null));
    connection.put("reason", instance.standing().reason().wireName());
    instance.standing().until().ifPresent(until -> connection.put("until", until.toString()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", instance.name().value());
    json.put("status", instance.status().wireName());
    json.put("connection", connection);
    json.put("createdAt", instance.createdAt().toString());
    json.put("stateSince", instance.stateSince().toString());
    json.put("unlinkPending", instance.unlinkPending());
    return json;
  }
}
