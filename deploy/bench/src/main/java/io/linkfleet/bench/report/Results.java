package io.linkfleet.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The directory of results: `NAME.json` for each measurement, `NAME-PLOT.svg` for each plot, and
/// `table.md` made of all the JSON files that are there.
public record Results(Path directory) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String SUFFIX = ".json";

  /// What is in one JSON file.
  public record Entry(String name, Origin origin, Section section) {}

  /// Replaces what was there of this measurement, and the table.
  public void write(Entry entry) {
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve(entry.name() + SUFFIX), JSON.writeValueAsString(entry) + "\n");
      for (Plot plot : entry.section().plots()) {
        Files.writeString(directory.resolve(file(entry, plot)), new Drawing(plot).svg());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no results in " + directory, e);
    }
    writeTable();
  }

  /// Makes `table.md` anew of what is there.
  public void writeTable() {
    try {
      Files.writeString(directory.resolve("table.md"), Table.of(entries()));
    } catch (IOException e) {
      throw new UncheckedIOException("no table in " + directory, e);
    }
  }

  /// In the order of their names.
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList()) {
        entries.add(JSON.readValue(Files.readString(file), Entry.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no results in " + directory, e);
    }
    return entries;
  }

  static String file(Entry entry, Plot plot) {
    return entry.name() + "-" + plot.name() + ".svg";
  }
}
