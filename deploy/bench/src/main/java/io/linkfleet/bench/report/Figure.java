package io.linkfleet.bench.report;

import java.util.Optional;

/// One row of the table: what was measured, and what it is held against.
public record Figure(String what, Quantity measured, Optional<Reference> reference, Target target) {
  /// What was measured beside it in the same run, or, if `cited`, published by others.
  public record Reference(String what, Quantity quantity, boolean cited) {}

  public Figure {
    if (target.isOfRatio() && reference.isEmpty()) {
      throw new IllegalArgumentException(what + " has a target as a ratio and no reference");
    }
  }

  /// Without anything to hold it against.
  public static Figure of(String what, Quantity measured) {
    return new Figure(what, measured, Optional.empty(), Target.NONE);
  }

  public Figure against(String reference, Quantity quantity) {
    return new Figure(
        what, measured, Optional.of(new Reference(reference, quantity, false)), target);
  }

  /// Against a number that others published: named as such in the table.
  public Figure againstPublished(String source, Quantity quantity) {
    return new Figure(what, measured, Optional.of(new Reference(source, quantity, true)), target);
  }

  /// To be said after the reference.
  public Figure target(Target wanted) {
    return new Figure(what, measured, reference, wanted);
  }

  /// NaN without a reference.
  public double ratio() {
    return reference.map(it -> measured.value() / it.quantity().value()).orElse(Double.NaN);
  }

  public Verdict verdict() {
    return target.judge(measured.value(), ratio());
  }

  /// For a terminal.
  public String line() {
    return row().substring(2).replaceAll(" +\\| *", "  ").strip();
  }

  String row() {
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            what,
            measured,
            reference.map(Figure::shown).orElse(""),
            reference.isPresent() ? Quantity.digits(ratio()) + "x" : "",
            target.shown(measured.unit()),
            verdict().shown());
  }

  private static String shown(Reference reference) {
    return "%s: %s%s"
        .formatted(reference.what(), reference.quantity(), reference.cited() ? " (published)" : "");
  }
}
