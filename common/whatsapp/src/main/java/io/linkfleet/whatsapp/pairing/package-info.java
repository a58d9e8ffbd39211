/// How a companion device and a phone come to trust each other, seen from both ends.
///
/// The phone learns the companion's keys and a secret from a QR code
/// ([io.linkfleet.whatsapp.pairing.QrCode]) or from a short code typed by hand
/// ([io.linkfleet.whatsapp.pairing.PairingCode]). It answers with a signed statement, "this device
/// is mine", keyed by that secret. The companion checks it
/// ([io.linkfleet.whatsapp.pairing.DeviceStatement]) and signs in turn. The server in the middle
/// can forge neither signature. WhatsApp calls the statement ADV, account device verification.
package io.linkfleet.whatsapp.pairing;
