/// What was measured, as records, and how it is written down: one JSON file for each measurement,
/// one SVG file for each plot, and a table in Markdown made anew from all JSON files that are
/// there, so that a run of one measurement keeps the rows of the others.
///
/// A [io.linkfleet.bench.report.Figure] that has a target says by itself whether it was met.
package io.linkfleet.bench.report;
