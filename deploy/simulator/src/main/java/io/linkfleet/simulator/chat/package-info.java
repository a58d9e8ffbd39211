/// The WhatsApp server: what happens on one WebSocket, from the first byte to the last.
///
/// [io.linkfleet.simulator.chat.ChatServer] puts a `ChatHandler` on every socket, which cuts the
/// byte stream into frames; `ChatConnection` shakes hands, decrypts and encrypts; `Admission`
/// decides from the client's payload who it is; then either a `RegistrationStream` (no device yet:
/// codes, pairing) or a `DeviceStream` (logged in: queries, acks, unlink) has the word.
/// `Switchboard` knows who is connected, so that phones find the companion whose code they scan.
///
/// Everything here runs on the simulator's one thread. Whatever a client sends costs at most its
/// own connection.
package io.linkfleet.simulator.chat;
