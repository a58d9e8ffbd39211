/// What happened to instances, told to the outside on `linkfleet.events`.
///
/// An event is queued in Redis in the same step as the change it tells, and leaves the queue when
/// the broker has it: at least once, in order, without gaps, whatever dies in between.
package io.linkfleet.worker.events;
