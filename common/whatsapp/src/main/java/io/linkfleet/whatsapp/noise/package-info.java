/// WhatsApp's variant of the Noise XX handshake, both sides, and the encrypted transport that comes
/// out of it.
///
/// Three messages: the client says hello with a fresh key; the server answers with its own fresh
/// key, its static key and a certificate chain that leads to WhatsApp's root; the client finishes
/// with its static key and a payload that says who it is. Not compatible with a stock Noise
/// library: there the empty payload of the first message is hashed too. The whole text of the
/// protocol is small enough to read here: `SymmetricState` is its state, `ClientHandshake` and
/// `ServerHandshake` its two scripts, `TrustAnchor` the certificate checks that nothing can switch
/// off.
package io.linkfleet.whatsapp.noise;
