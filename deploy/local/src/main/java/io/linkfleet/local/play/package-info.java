/// The main job, played once against the running fleet as any caller would: over HTTP, each call
/// and its answer shown, the QR code drawn in the terminal, a simulated phone scanning it.
///
/// Tokens are shown by their first eight characters only, and long values are cut.
package io.linkfleet.local.play;
