/// What we need and do not have for a while: said once, not once a second.
///
/// While Redis, the broker or WhatsApp is away, thousands of attempts fail for one reason. The log
/// gets a line when that begins and a line when it is over; each single failure is at debug level.
package io.linkfleet.worker.outage;
