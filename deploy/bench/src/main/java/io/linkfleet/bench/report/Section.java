package io.linkfleet.bench.report;

import java.util.List;

/// What one measurement found: rows, plots, and notes in Markdown, such as why a target is out of
/// reach or under which conditions the figures hold.
public record Section(String title, List<Figure> figures, List<Plot> plots, List<String> notes) {
  public Section {
    figures = List.copyOf(figures);
    plots = List.copyOf(plots);
    notes = List.copyOf(notes);
  }
}
