/// Phones: the primary devices, and what they do when their owner links or unlinks a companion.
///
/// A phone scans a QR code or takes a typed code, vouches for the companion with real signatures
/// ([io.linkfleet.simulator.phone.Voucher]), and keeps a list of linked devices. Whoever wants
/// something of a phone that it can't do gets a [io.linkfleet.simulator.phone.Refusal] that says
/// why.
package io.linkfleet.simulator.phone;
