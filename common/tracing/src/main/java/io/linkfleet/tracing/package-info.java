/// How one request is followed through the fleet: the trace it belongs to
/// ([io.linkfleet.tracing.TraceParent], which travels in HTTP and Kafka headers), the spans that
/// tell where its time went ([io.linkfleet.tracing.Spans]), and the marks by which its log lines
/// are found ([io.linkfleet.tracing.LogMarks]).
///
/// Spans are made only where an address to export them to is configured. Trace ids are passed on
/// and marked all the same.
package io.linkfleet.tracing;
