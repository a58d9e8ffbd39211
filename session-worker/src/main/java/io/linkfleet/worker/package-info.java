/// The session worker: owns the WhatsApp connections of the partitions assigned to it, carries out
/// the commands that come for them and replies. Start reading at `ownership`, go on to `session`.
///
/// This package only wires the parts together and reads their configuration.
package io.linkfleet.worker;
