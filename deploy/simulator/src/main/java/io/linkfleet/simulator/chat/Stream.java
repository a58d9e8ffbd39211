package io.linkfleet.simulator.chat;

import io.linkfleet.whatsapp.node.Node;

/// What is said on a connection after the handshake.
sealed interface Stream permits RegistrationStream, DeviceStream {
  /// The server's first words.
  void open();

  void on(Node node);

  /// The socket is gone, whoever closed it. Called once, last.
  void closed();
}
