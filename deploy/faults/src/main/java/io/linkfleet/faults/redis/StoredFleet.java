package io.linkfleet.faults.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the primary holds, read key by key and not through the registry's own eyes.
public final class StoredFleet {
  private static final RedisCodec<String, String> CODEC =
      new StringCodec(StandardCharsets.ISO_8859_1);
  private static final int PAGE = 1_000;

  private StoredFleet() {}

  /// Every instance that has a record, or departing devices without one.
  public static List<StoredInstance> instances(int port) {
    RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
    try (StatefulRedisConnection<String, String> connection = client.connect(CODEC)) {
      RedisCommands<String, String> redis = connection.sync();
      Map<String, String> tags = new HashMap<>();
      for (String part : List.of("instance", "departing", "events")) {
        keys(redis, "linkfleet:{p*}:" + part + ":*")
            .forEach(key -> tags.put(id(key), key.substring(0, key.indexOf('}') + 1)));
      }
      List<StoredInstance> found = new ArrayList<>();
      tags.forEach((id, tag) -> found.add(read(redis, id, tag)));
      return found;
    } finally {
      client.shutdown();
    }
  }

  /// The worker that owns each partition, as the fence has it.
  public static Map<Integer, String> owners(int port, int partitions) {
    RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
    try (StatefulRedisConnection<String, String> connection = client.connect(CODEC)) {
      Map<Integer, String> owners = new HashMap<>();
      for (int partition = 0; partition < partitions; partition++) {
        String worker = connection.sync().hget("linkfleet:{p" + partition + "}:owner", "worker");
        owners.put(partition, worker == null ? "" : worker);
      }
      return owners;
    } finally {
      client.shutdown();
    }
  }

  private static StoredInstance read(RedisCommands<String, String> redis, String id, String tag) {
    Map<String, String> record = redis.hgetall(tag + ":instance:" + id);
    return new StoredInstance(
        id,
        record.getOrDefault("name", ""),
        record.getOrDefault("jid", ""),
        record.containsKey("device"),
        redis.hlen(tag + ":departing:" + id),
        Long.parseLong(record.getOrDefault("events", "0")),
        redis.llen(tag + ":events:" + id),
        record.containsKey("deleted"));
  }

  private static String id(String key) {
    return key.substring(key.lastIndexOf(':') + 1);
  }

  private static Set<String> keys(RedisCommands<String, String> redis, String pattern) {
    Set<String> keys = new HashSet<>();
    ScanIterator<String> scan =
        ScanIterator.scan(redis, ScanArgs.Builder.matches(pattern).limit(PAGE));
    scan.forEachRemaining(keys::add);
    return keys;
  }
}
