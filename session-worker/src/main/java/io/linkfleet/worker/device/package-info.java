/// The key material of companion devices: what pairing makes, what must survive a restart, how it
/// is written down and how it is sealed before it leaves the process.
///
/// Nothing here is ever printed. Keys are used for one device only and never again after it was
/// unlinked.
package io.linkfleet.worker.device;
