package io.linkfleet.worker.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses behind the host of a URL.
interface Names {
  /// At least one. Blocks for a bounded time.
  List<InetAddress> addressesOf(String host) throws UnknownHostException, InterruptedException;
}
