/// The gateway: HTTP in, commands out, replies awaited. A request passes `auth` and `ratelimit`
/// (one Redis script), `instance` (which instance, which command), `dispatch` (publish and await)
/// and comes back through `instance` as HTTP. `admin` is the operator's door, `http` the envelope
/// that every answer wears.
///
/// A gateway keeps nothing: any number of them may run, and any may die.
package io.linkfleet.gateway;
