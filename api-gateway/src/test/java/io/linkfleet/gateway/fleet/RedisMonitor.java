package io.linkfleet.gateway.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What clients send to a Redis, as Redis itself reports it. What a script does inside is no trip
/// and not counted.
final class RedisMonitor {
  private static final String END = "the-end-of-the-work";

  private RedisMonitor() {}

  static List<String> commandsDuring(RealRedis redis, Runnable work) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.UTF_8));
      reader.readLine();
      work.run();
      redis.commands().echo(END);
      List<String> commands = new ArrayList<>();
      for (String line = reader.readLine(); !line.contains(END); line = reader.readLine()) {
        if (!line.contains(" lua]")) {
          commands.add(line.substring(line.indexOf(']') + 1).strip());
        }
      }
      return commands;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
