/// Nodes: the XML-like tree WhatsApp speaks in, and its binary form.
///
/// A [io.linkfleet.whatsapp.node.Node] has a tag, attributes and content. Inside the encrypted
/// frames it travels in a compact binary form: common words are one or two byte tokens out of a
/// dictionary both ends know, digits are packed two to a byte, addresses
/// ([io.linkfleet.whatsapp.node.Jid]) have forms of their own.
/// [io.linkfleet.whatsapp.node.NodeCodec] turns one into the other. Nothing here knows about
/// sockets, encryption or what a stanza means.
package io.linkfleet.whatsapp.node;
