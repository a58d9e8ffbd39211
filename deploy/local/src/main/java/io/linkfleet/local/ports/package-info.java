/// Ports on 127.0.0.1: whether one is free, asked before anything is started on it, so that the
/// answer is one clear sentence and not a stack trace out of a half-started server.
package io.linkfleet.local.ports;
