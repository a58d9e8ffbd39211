package io.linkfleet.simulator.state;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.phone.Phone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Files under one directory, readable by their owner alone: `trust.json`, `counts.json`, and
/// `phones/<number>.json`. Each is written beside itself and moved into place, so a crash leaves
/// the old or the new one, never half of it.
final class StateDirectory implements Storage {
  private static final String SUFFIX = ".json";
  private final JsonMapper json = JsonMapper.builder().build();
  private final Path directory;
  private final Path phones;

  StateDirectory(Path directory) {
    this.directory = directory;
    this.phones = directory.resolve("phones");
    try {
      Files.createDirectories(phones);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TrustKeys trustKeys(SecureRandom random) {
    Path file = directory.resolve("trust.json");
    if (Files.exists(file)) {
      return read(file, new TypeReference<StoredTrust>() {}).toKeys();
    }
    TrustKeys keys = TrustKeys.generate(random);
    write(file, StoredTrust.of(keys));
    return keys;
  }

  @Override
  public List<Phone> phones() {
    try (Stream<Path> files = Files.list(phones)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .map(file -> read(file, new TypeReference<StoredPhone>() {}).toPhone())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void save(Phone phone) {
    write(phones.resolve(phone.number() + SUFFIX), StoredPhone.of(phone));
  }

  @Override
  public Map<Count, Long> counts() {
    Path file = directory.resolve("counts.json");
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, Long> stored = read(file, new TypeReference<Map<String, Long>>() {});
    Map<Count, Long> counts = new EnumMap<>(Count.class);
    Arrays.stream(Count.values())
        .filter(count -> stored.containsKey(count.wireName()))
        .forEach(count -> counts.put(count, stored.get(count.wireName())));
    return counts;
  }

  @Override
  public void save(Map<Count, Long> counts) {
    Map<String, Long> stored = new TreeMap<>();
    counts.forEach((count, value) -> stored.put(count.wireName(), value));
    write(directory.resolve("counts.json"), stored);
  }

  private <T> T read(Path file, TypeReference<T> type) {
    try {
      return json.readValue(Files.readAllBytes(file), type);
    } catch (IOException | JacksonException e) {
      throw new IllegalStateException("state file " + file.getFileName() + " is unreadable", e);
    }
  }

  private void write(Path file, Object value) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(beside, json.writeValueAsBytes(value));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
