package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.pause.Claim;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// What the features of one connection share: sending, timers, events and the end. Everything
/// here, and every feature, runs on the connection's event loop and nowhere else.
final class StanzaStream {
  private static final Logger LOG = LoggerFactory.getLogger(StanzaStream.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final EventLoop loop;
  private final Consumer<WhatsAppEvent> listener;
  private final String label;
  private final InfoQueries queries;
  private final ConnectionMarks marks = new ConnectionMarks();
  private Channel channel;
  private NoiseHandler noise;
  private Cause causeIfLost = Cause.UNREACHABLE;
  private Runnable beforeLoss = () -> {};
  private boolean ending;
  private boolean unlinkedTold;

  /// `label` names the connection in log lines.
  StanzaStream(EventLoop loop, Consumer<WhatsAppEvent> listener, String label, String queryPrefix) {
    this.loop = loop;
    this.listener = listener;
    this.label = label;
    this.queries = new InfoQueries(this, queryPrefix);
  }

  EventLoop loop() {
    return loop;
  }

  /// Brings a task of any thread here. When the program is going down, and has closed every
  /// connection already, the task is dropped.
  void onLoop(Runnable task) {
    try {
      loop.execute(() -> marks.around(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is closed already", label);
    }
  }

  /// What it is asked for from here on is on somebody's behalf.
  void serve(Map<String, String> marksOfWhoAsked, Runnable task) {
    onLoop(
        () -> {
          marks.set(marksOfWhoAsked);
          marks.around(task);
        });
  }

  ConnectionMarks marks() {
    return marks;
  }

  InfoQueries queries() {
    return queries;
  }

  /// From here on the connection ends with the channel, at the latest. `beforeLoss` runs if it ends
  /// without our doing and without a reason of its own, while events can still be told.
  void attach(Channel opened, Runnable runBeforeLoss) {
    channel = opened;
    beforeLoss = runBeforeLoss;
    var _ = opened.closeFuture().addListener(_ -> marks.around(this::channelClosed));
    if (ending) {
      var _ = opened.close();
    }
  }

  void handshaking() {
    if (!ending) {
      causeIfLost = Cause.HANDSHAKE_FAILED;
    }
  }

  void open(NoiseHandler opened) {
    if (!ending) {
      noise = opened;
      causeIfLost = Cause.LOST;
    }
  }

  boolean isOpen() {
    return noise != null && !ending;
  }

  /// Does nothing before the handshake is done and after the end has begun.
  void send(Node stanza) {
    if (isOpen()) {
      LOG.trace("{} -> {}", label, stanza);
      noise.send(stanza);
    }
  }

  /// Runs the task on the event loop unless the connection ends before.
  Future<?> after(Duration delay, Runnable task) {
    return loop.schedule(
        () -> {
          if (!ending) {
            marks.around(task);
          }
        },
        delay.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /// Like [#after], at the first beat after the delay. Beats are the same for every connection.
  Future<?> onBeat(Duration beat, Duration delay, Runnable task) {
    long now = loop.ticker().nanoTime();
    long due = Math.ceilDiv(now + delay.toNanos(), beat.toNanos()) * beat.toNanos();
    return after(Duration.ofNanos(due - now), task);
  }

  /// Tells the listener, unless the connection is about to end.
  void emit(WhatsAppEvent event) {
    if (!ending) {
      tell(event);
    }
  }

  /// Ends the connection for this reason; the first reason counts. `Closed` follows when the
  /// socket is closed.
  void end(Cause cause) {
    end(new Ending(Optional.empty(), cause));
  }

  /// Tells the event, if there is one, and ends the connection.
  void end(Ending reason) {
    if (ending) {
      return;
    }
    reason.event().ifPresentOrElse(this::tell, beforeLoss);
    finish(reason.cause());
  }

  /// A server that ends a stream may close its socket while we are still writing. What it said last
  /// has arrived then and may be worth more than our write: there is time to read it.
  void writeFailed(Throwable why) {
    var _ = after(LAST_WORDS, () -> endAsLost(why));
  }

  /// Whether what the owner once proved still holds; if not the connection ends, nothing is sent.
  boolean endedUnless(Claim claim) {
    if (claim.stands()) {
      return false;
    }
    LOG.info("{} ends: it has to be proved anew whose it is", label);
    end(causeIfLost);
    return true;
  }

  /// As whatever the loss of the socket would mean at this stage.
  void endAsLost(Throwable why) {
    LOG.atLevel(isOpen() ? Level.INFO : Level.DEBUG).log("{} lost: {}", label, why.toString());
    end(causeIfLost);
  }

  /// Ends politely: the server is told before the socket is closed.
  void leave() {
    send(Node.STREAM_END);
    finish(Cause.CLOSED_BY_US);
  }

  private void finish(Cause cause) {
    if (ending) {
      return;
    }
    ending = true;
    causeIfLost = cause;
    LOG.debug("{} ends: {}", label, cause);
    if (channel != null) {
      var _ = channel.close();
    }
  }

  private void channelClosed() {
    end(causeIfLost);
    queries.abandon();
    tell(new WhatsAppEvent.Closed(causeIfLost));
  }

  /// That the device is unlinked is told once, however many times the server says so.
  private void tell(WhatsAppEvent event) {
    if (event instanceof DeviceUnlinked) {
      if (unlinkedTold) {
        return;
      }
      unlinkedTold = true;
    }
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.error("{} the listener failed on {}", label, event, e);
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
