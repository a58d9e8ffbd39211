/// The outermost layer: what stands in the byte stream before anything is encrypted.
///
/// A client opens with its intro, once; after that both sides send frames, each three length bytes
/// and a payload. WebSocket messages are no frame boundaries: the stream is cut anew here. This
/// package never learns what a payload means.
package io.linkfleet.whatsapp.frame;
