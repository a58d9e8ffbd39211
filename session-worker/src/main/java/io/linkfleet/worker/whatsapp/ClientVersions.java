package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.login.ClientVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The client version we present ourselves as, from which on it only grows. WhatsApp refuses
/// clients it finds too old (`failure 405`); then a newer version is looked for until there is one,
/// never more often than once per interval, and whoever was refused is told.
///
/// May be used from any thread; no method blocks.
public final class ClientVersions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClientVersions.class);

  private final Source source;
  private final Duration interval;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile ClientVersion current;
  private volatile boolean outdated;
  private volatile Optional<Instant> expiry = Optional.empty();
  private Instant nextAsk = Instant.MIN;
  private boolean newsOwed;
  private boolean working;
  private boolean closed;

  /// Where to learn which version WhatsApp's own client has.
  public interface Source {
    /// Empty if it can't be told from what was found. May block.
    Optional<ClientVersion> newest() throws IOException, InterruptedException;
  }

  private enum Step {
    ASK,
    TELL,
    REST
  }

  public ClientVersions(
      ClientVersion start, Source source, Duration interval, InstantSource clock) {
    this.current = start;
    this.source = source;
    this.interval = interval;
    this.clock = clock;
  }

  public ClientVersion current() {
    return current;
  }

  /// Whether WhatsApp refuses the newest version we know. An operator should know: nobody can log
  /// in.
  public boolean isOutdated() {
    return outdated;
  }

  /// When WhatsApp will begin to refuse the current version, if it has said so. An operator should
  /// know before that day.
  public Optional<Instant> expiry() {
    return expiry;
  }

  /// WhatsApp announced, as it does on every connection, when it will refuse this version.
  void expires(ClientVersion version, Instant at) {
    lock.lock();
    try {
      if (version.equals(current) && !expiry.equals(Optional.of(at))) {
        expiry = Optional.of(at);
        LOG.warn("WhatsApp will refuse client version {} from {} on", version, at);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Runs the listener, on a thread of ours, whenever a version is known that is newer than one
  /// WhatsApp refused. It must not block, and may be told more often than there are versions.
  public void onNewer(Runnable listener) {
    listeners.add(listener);
  }

  /// WhatsApp refused a client of this version as too old. If a newer one became known meanwhile,
  /// the listeners are told again: that refusal may have been on its way when they were told first.
  public void refused(ClientVersion version) {
    lock.lock();
    try {
      if (current.isNewerThan(version)) {
        newsOwed = true;
      } else if (!outdated) {
        outdated = true;
        LOG.error("WhatsApp refuses client version {}: looking for a newer one", version);
      }
      if (!working && !closed) {
        working = true;
        Thread.ofVirtual().name("client-versions").start(this::work);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      for (Step step = next(); step != Step.REST; step = next()) {
        switch (step) {
          case ASK -> ask();
          case TELL -> listeners.forEach(ClientVersions::tell);
          case REST -> {}
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Step next() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && !newsOwed && outdated) {
        Duration wait = Duration.between(clock.instant(), nextAsk);
        if (!wait.isPositive()) {
          nextAsk = clock.instant().plus(interval);
          return Step.ASK;
        }
        var _ = changed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
      }
      if (newsOwed && !closed) {
        newsOwed = false;
        return Step.TELL;
      }
      working = false;
      return Step.REST;
    } finally {
      lock.unlock();
    }
  }

  private void ask() throws InterruptedException {
    try {
      source
          .newest()
          .ifPresentOrElse(
              this::found, () -> LOG.warn("no client version where one should be published"));
    } catch (IOException | RuntimeException failure) {
      LOG.warn("the published client version is not to be had: {}", failure.toString());
    }
  }

  private void found(ClientVersion published) {
    lock.lock();
    try {
      if (published.isNewerThan(current)) {
        LOG.info("client version {} takes the place of {}", published, current);
        current = published;
        outdated = false;
        expiry = Optional.empty();
        newsOwed = true;
      } else {
        LOG.warn("the published client version {} is no newer than ours", published);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.error("a listener failed on a newer client version", e);
    }
  }

  /// Stops looking.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
