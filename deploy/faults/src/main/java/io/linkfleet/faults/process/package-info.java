/// Processes of the operating system that the suite starts, kills, freezes and starts again.
///
/// Each is addressed by its process id and by nothing else. A watchdog, a tiny shell that waits
/// on its standard input, kills whatever is left when the suite itself is gone, however it went.
package io.linkfleet.faults.process;
