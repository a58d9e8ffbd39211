/// The WhatsApp client: one connection is one WebSocket, one Noise stream and the stanzas on it,
/// from the first byte until it is closed. It pairs, logs in, stays alive and unlinks, and reports
/// everything that happens as [WhatsAppEvent]s.
///
/// It decides nothing about an instance: it never reconnects, erases or retries by itself. If
/// WhatsApp changes the wire, the change ends here.
package io.linkfleet.worker.whatsapp;
