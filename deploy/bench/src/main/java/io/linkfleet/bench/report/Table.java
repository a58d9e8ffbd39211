package io.linkfleet.bench.report;

import java.util.ArrayList;
import java.util.List;

/// The page that people read.
final class Table {
  private static final String HEAD =
      """
      # Speed and density

      Written by `deploy/bench/run`. Each figure stands beside what it is held against, measured in the same run, with the
      sides taking turns; a figure is the median of several rounds. "Published" marks numbers of others that were not measured here.
      """;

  private Table() {}

  static String of(List<Results.Entry> entries) {
    List<String> lines = new ArrayList<>(HEAD.lines().toList());
    entries.forEach(entry -> lines.addAll(section(entry)));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> section(Results.Entry entry) {
    Section section = entry.section();
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("", "## " + section.title(), ""));
    lines.add("| measured | | against | ratio | target | |");
    lines.add("|---|---|---|---|---|---|");
    section.figures().forEach(figure -> lines.add(figure.row()));
    section.notes().forEach(note -> lines.addAll(List.of("", note)));
    for (Plot plot : section.plots()) {
      lines.addAll(List.of("", "![%s](%s)".formatted(plot.title(), Results.file(entry, plot))));
    }
    Origin origin = entry.origin();
    lines.add("");
    lines.add(
        "`%s` at %s, commit %s; %s; %s; `%s`."
            .formatted(
                entry.name(),
                origin.when(),
                origin.commit(),
                origin.machine(),
                origin.versions(),
                origin.options()));
    return lines;
  }
}
