package io.linkfleet.bench.seed;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.registry.Account;
import io.linkfleet.registry.Creation;
import io.linkfleet.registry.EventQueue;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.Instances;
import io.linkfleet.registry.Registry;
import io.linkfleet.worker.device.CredentialSeal;
import io.linkfleet.worker.device.DeviceStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Puts devices into the registry as a gateway and a worker would: an instance is created, its
/// device stored sealed and fenced, its events taken from the outbox. No worker may run meanwhile:
/// the fences are newer than its own.
public final class RegisteredDevices {
  private static final String SEEDER = "bench";
  private static final int QUOTA = 1_000_000;
  private static final Standing ONLINE = Standing.of(InstanceStatus.CONNECTED, StateReason.LOGIN);
  private static final Standing GONE = Standing.of(InstanceStatus.LOGGED_OUT, StateReason.API);

  private final Registry registry;
  private final Partitions partitions;
  private final DeviceStore store;
  private final SecureRandom random;
  private final Instances instances;
  private final Account account;

  public RegisteredDevices(
      Registry registry,
      Partitions partitions,
      CredentialSeal seal,
      InstantSource clock,
      SecureRandom random) {
    this.registry = registry;
    this.partitions = partitions;
    this.store = new DeviceStore(registry.devices(), seal, clock);
    this.random = random;
    this.instances = registry.instances(clock, random);
    this.account =
        registry.accounts(clock, random).create(SEEDER, QUOTA, OptionalInt.empty()).account();
  }

  /// As instances that were online when their worker was last heard of.
  public void online(LinkedDevices devices) {
    forEach(devices, (fences, device) -> link(fences, device));
  }

  /// As instances that were logged out while no worker could reach WhatsApp: each device waits for
  /// its unlink.
  public void departing(LinkedDevices devices) {
    forEach(
        devices,
        (fences, device) -> {
          InstanceId instance = link(fences, device);
          Fence fence = fences.get(partitions.of(instance));
          store.depart(fence, instance, device.credentials(), CommandId.random(random), GONE);
          forgetEvents(fence, instance);
        });
  }

  private interface Registration {
    void of(List<Fence> fences, SeededDevice device);
  }

  private InstanceId link(List<Fence> fences, SeededDevice device) {
    InstanceId instance =
        switch (instances.create(account.id(), device.name(), Optional.empty())) {
          case Creation.Created(var created, _) -> created.id();
          case Creation refused -> throw new IllegalStateException("not created: " + refused);
        };
    Fence fence = fences.get(partitions.of(instance));
    store.pair(fence, instance, device.credentials(), ONLINE);
    forgetEvents(fence, instance);
    return instance;
  }

  private void forgetEvents(Fence fence, InstanceId instance) {
    EventQueue queue = new EventQueue(fence, instance);
    List<InstanceEvent> queued =
        registry.outbox().toPublish(List.of(queue)).of().getOrDefault(queue, List.of());
    if (!queued.isEmpty()) {
      registry.outbox().published(Map.of(queue, queued.getLast().sequence()));
    }
  }

  private void forEach(LinkedDevices devices, Registration registration) {
    registry.fleet().verify();
    List<Fence> fences =
        IntStream.range(0, partitions.count())
            .mapToObj(partition -> registry.ownerships().take(partition, SEEDER))
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      List<Future<?>> all =
          devices.all().stream()
              .<Future<?>>map(device -> threads.submit(() -> registration.of(fences, device)))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a device can't be registered", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while registering devices", e);
    }
  }
}
