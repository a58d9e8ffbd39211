/// Baileys 7.0.0-rc14 on Node 24, the way most people hold WhatsApp sockets today: the floor for
/// memory and CPU.
///
/// It runs with its defaults but for its log, which is off. Node is the one that npm installs, not
/// whichever the machine has.
package io.linkfleet.bench.baileys;
