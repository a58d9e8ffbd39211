package io.linkfleet.bench.floor;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.linkfleet.registry.FlushesTogether;

/// Round trips to Redis over one connection that many callers share, as the registry's is: the
/// cheapest write there is.
final class RoundTrips implements AutoCloseable {
  private final ClientResources resources;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;

  RoundTrips(String url) {
    resources = ClientResources.builder().nettyCustomizer(new FlushesTogether()).build();
    client = RedisClient.create(resources, url);
    connection = client.connect();
  }

  void make(int count) {
    for (int i = 0; i < count; i++) {
      connection.sync().set("bench:step", "1");
    }
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
    var _ = resources.shutdown();
  }
}
