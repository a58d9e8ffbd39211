package io.linkfleet.registry;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Blocking calls over one pipelined connection. Nothing is queued while Redis is away and nothing
/// is sent a second time after a reconnect: what its caller gave up on does not happen later.
/// Everything that can go wrong with Redis comes out as [RegistryUnavailable].
final class Redis implements AutoCloseable {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final int COMMANDS_IN_FLIGHT = 20_000;

  /// WAIT holds up a connection, so writes that wait for replicas have these of their own.
  private static final int DURABLE_LINKS = 8;

  private final Duration timeout;
  private final Replication replication;
  private final ClientResources resources;
  private final RedisClient client;
  private final RedisLink shared;
  private final List<RedisLink> durable;
  private final BlockingQueue<RedisLink> idle;

  Redis(RegistryOptions options, CommandLatencyRecorder latencies) {
    timeout = options.commandTimeout();
    replication = options.replication();
    resources = resources(latencies);
    RedisURI uri = options.url().uri();
    uri.setTimeout(timeout);
    client = RedisClient.create(resources);
    client.setOptions(clientOptions(options));
    shared = link(uri);
    int links = replication.replicas() == 0 ? 0 : DURABLE_LINKS;
    durable = Stream.generate(() -> link(uri)).limit(links).toList();
    idle = new ArrayBlockingQueue<>(DURABLE_LINKS, false, durable);
  }

  private RedisLink link(RedisURI uri) {
    return new RedisLink(() -> connect(uri), timeout);
  }

  private StatefulRedisConnection<String, byte[]> connect(RedisURI uri) {
    return client.connect(CODEC, uri);
  }

  private static ClientResources resources(CommandLatencyRecorder latencies) {
    return ClientResources.builder()
        .ioThreadPoolSize(2)
        .computationThreadPoolSize(2)
        .reconnectDelay(Delay.constant(Duration.ofMillis(500)))
        .commandLatencyRecorder(latencies)
        .nettyCustomizer(new FlushesTogether())
        .build();
  }

  private static ClientOptions clientOptions(RegistryOptions registry) {
    KeepAliveOptions keepAlive =
        KeepAliveOptions.builder()
            .enable()
            .idle(Duration.ofSeconds(5))
            .interval(Duration.ofSeconds(2))
            .count(3)
            .build();
    Duration timeout = registry.commandTimeout();
    return ClientOptions.builder()
        .sslOptions(sslOptions(registry.url()))
        .autoReconnect(true)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .requestQueueSize(COMMANDS_IN_FLIGHT)
        .socketOptions(SocketOptions.builder().connectTimeout(timeout).keepAlive(keepAlive).build())
        .build();
  }

  private static SslOptions sslOptions(RedisUrl url) {
    SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
    url.trusted().ifPresent(file -> options.trustManager(file.toFile()));
    return options.build();
  }

  void ping() {
    call(RedisAsyncCommands::ping);
  }

  Fields hash(String key) {
    return new Fields(call(commands -> commands.hgetall(key)));
  }

  List<String> members(String key) {
    return call(commands -> commands.smembers(key)).stream().map(Fields::utf8).toList();
  }

  /// For a script that answers one text.
  String text(Script script, List<String> keys, Args args) {
    return Fields.utf8((byte[]) run(shared, script, ScriptOutputType.VALUE, keys, args));
  }

  /// For a script that answers several values.
  List<?> list(Script script, List<String> keys, Args args) {
    return (List<?>) run(shared, script, ScriptOutputType.MULTI, keys, args);
  }

  /// Like [#text], and returns only when the configured number of replicas holds the writes.
  String textDurably(Script script, List<String> keys, Args args) {
    return Fields.utf8(
        (byte[]) durably(link -> run(link, script, ScriptOutputType.VALUE, keys, args)));
  }

  /// WAIT is about the writes of its own connection: one that was opened anew in between has none,
  /// and confirms whatever it is asked.
  private <T> T durably(Function<RedisLink, T> writing) {
    if (replication.replicas() == 0) {
      return writing.apply(shared);
    }
    RedisLink link = borrow();
    try {
      RedisLink.Mark begin = link.mark();
      T answer = writing.apply(link);
      awaitReplicas(link);
      if (!link.isUnbrokenSince(begin)) {
        throw new RegistryUnavailable("the connection broke before replicas confirmed a write");
      }
      return answer;
    } finally {
      idle.add(link);
    }
  }

  /// Whether durable writes wait for anybody.
  boolean hasReplicas() {
    return replication.replicas() > 0;
  }

  private RedisLink borrow() {
    try {
      RedisLink link = idle.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (link == null) {
        throw new RegistryUnavailable("all connections are waiting for replicas");
      }
      return link;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void awaitReplicas(RedisLink link) {
    long millis = replication.timeout().toMillis();
    int wanted = replication.replicas();
    long confirmed =
        link.await(
            commands -> commands.waitForReplication(wanted, millis),
            timeout.plus(replication.timeout()));
    if (confirmed < wanted) {
      throw new NotReplicated(confirmed, wanted);
    }
  }

  private Object run(
      RedisLink link, Script script, ScriptOutputType type, List<String> keys, Args args) {
    String[] names = keys.toArray(String[]::new);
    try {
      return link.await(
          commands -> commands.evalsha(script.sha1(), type, names, args.toArray()), timeout);
    } catch (RedisNoScriptException e) {
      return link.await(
          commands -> commands.eval(script.text(), type, names, args.toArray()), timeout);
    }
  }

  /// What the script answers for each input, in their order: one round trip, two where the script
  /// is not known yet. When it fails it may have been carried out for some.
  <I> List<Object> each(
      Script script,
      ScriptOutputType type,
      Collection<I> inputs,
      Function<I, List<String>> keys,
      Function<I, Args> args) {
    return each(shared, script, type, inputs, keys, args);
  }

  /// Like [#each], and returns only when the configured number of replicas holds what was written.
  <I> List<Object> eachDurably(
      Script script,
      ScriptOutputType type,
      Collection<I> inputs,
      Function<I, List<String>> keys,
      Function<I, Args> args) {
    return durably(link -> each(link, script, type, inputs, keys, args));
  }

  private <I> List<Object> each(
      RedisLink link,
      Script script,
      ScriptOutputType type,
      Collection<I> inputs,
      Function<I, List<String>> keys,
      Function<I, Args> args) {
    Function<RedisAsyncCommands<String, byte[]>, List<RedisFuture<Object>>> evaluate =
        commands ->
            inputs.stream()
                .map(
                    input ->
                        commands.evalsha(
                            script.sha1(),
                            type,
                            keys.apply(input).toArray(String[]::new),
                            args.apply(input).toArray()))
                .toList();
    try {
      return link.awaitEach(evaluate, timeout);
    } catch (RedisNoScriptException e) {
      String _ = link.await(commands -> commands.scriptLoad(script.text()), timeout);
      return link.awaitEach(evaluate, timeout);
    }
  }

  <T> T call(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
    return shared.await(command, timeout);
  }

  /// Sends the command and leaves the wait for its answer to whoever asks for it.
  <T> Supplier<T> send(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
    return shared.send(command, timeout);
  }

  /// Sends one command for each input before it awaits the first answer. Answers keep the order.
  <I, T> List<T> callEach(
      Collection<I> inputs,
      Function<RedisAsyncCommands<String, byte[]>, Function<I, RedisFuture<T>>> command) {
    return shared.awaitEach(
        commands -> inputs.stream().map(command.apply(commands)).toList(), timeout);
  }

  static RegistryUnavailable interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RegistryUnavailable("interrupted while waiting for Redis", e);
  }

  @Override
  public void close() {
    shared.close();
    durable.forEach(RedisLink::close);
    client.shutdown(Duration.ZERO, timeout);
    resources.shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
