/// What a client says about itself inside the encrypted end of the handshake: either "register me
/// as a new companion device" with its public keys, or "I am this device of that account".
///
/// The proof of a login is the noise key of the handshake, not anything written here. The version
/// number matters: a server refuses clients it finds too old.
package io.linkfleet.whatsapp.login;
