package io.linkfleet.simulator.state;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.phone.Phone;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the simulator's state is kept. What a method was given is kept when it returns; trouble
/// with the disk is an [java.io.UncheckedIOException].
public sealed interface Storage permits StateDirectory, Storage.Nowhere {

  /// The keys every certificate hangs from; made at the first call.
  TrustKeys trustKeys(SecureRandom random);

  List<Phone> phones();

  void save(Phone phone);

  Map<Count, Long> counts();

  void save(Map<Count, Long> counts);

  /// Keeps state in the directory, or in memory alone.
  static Storage in(Optional<Path> directory) {
    return directory.<Storage>map(StateDirectory::new).orElseGet(Nowhere::new);
  }

  /// Starts from nothing and keeps nothing.
  final class Nowhere implements Storage {
    @Override
    public TrustKeys trustKeys(SecureRandom random) {
      return TrustKeys.generate(random);
    }

    @Override
    public List<Phone> phones() {
      return List.of();
    }

    @Override
    public void save(Phone phone) {}

    @Override
    public Map<Count, Long> counts() {
      return Map.of();
    }

    @Override
    public void save(Map<Count, Long> counts) {}
  }
}
