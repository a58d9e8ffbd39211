package io.linkfleet.worker.whatsapp;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/// The sockets of connections, and how event loops wait for them.
record SocketKind(IoHandlerFactory waiting, Class<? extends SocketChannel> socket) {

  /// Linux's own where its library can be loaded, which costs less for each wake-up; else the
  /// JDK's.
  static SocketKind ofThisMachine() {
    return Epoll.isAvailable()
        ? new SocketKind(EpollIoHandler.newFactory(), EpollSocketChannel.class)
        : new SocketKind(NioIoHandler.newFactory(), NioSocketChannel.class);
  }
}
