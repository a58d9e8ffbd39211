/// What one instance is doing, for the person who has to find out: its state, since when, and how
/// it came there. Served with health and metrics, to operators; it tells names and ids, and nothing
/// that they carry.
package io.linkfleet.worker.inspection;
