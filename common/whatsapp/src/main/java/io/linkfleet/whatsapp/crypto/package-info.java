/// The few primitives the wire is made of: X25519 key pairs, XEdDSA signatures over the same keys,
/// AES-GCM, AES-CTR, HMAC, HKDF and PBKDF2.
///
/// Everything comes from the JDK except XEdDSA, which Signal defined and the JDK can't sign. Keys
/// are raw 32-byte values in small types, so that a private key can't be printed by accident and a
/// public key can't have the wrong length. Randomness is always handed in.
package io.linkfleet.whatsapp.crypto;
