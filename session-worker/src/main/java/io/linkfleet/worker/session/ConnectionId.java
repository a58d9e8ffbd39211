package io.linkfleet.worker.session;

/// Names a connection within its session. Events of a connection the state does not name are
/// late: it was replaced or closed by us.
record ConnectionId(long serial) {}
