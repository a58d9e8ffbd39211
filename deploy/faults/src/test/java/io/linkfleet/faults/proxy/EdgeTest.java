package io.linkfleet.faults.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.faults.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeTest {
  private final Ports ports = new Ports(new Random());
  private final int end = ports.next();
  private ServerSocket server;
  private Edge edge;

  @BeforeEach
  void open() throws IOException {
    int port = ports.next();
    server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
    edge = Edge.between(end, port, new PortTranslation(Map.of(port, end)));
    Thread.ofVirtual().start(this::echo);
  }

  @AfterEach
  void close() throws IOException {
    edge.close();
    server.close();
  }

  private void echo() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> echo(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The test cut it.
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hear(Socket socket, int length) throws IOException {
    byte[] heard = socket.getInputStream().readNBytes(length);
    return new String(heard, StandardCharsets.US_ASCII);
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), end);
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void passesBothWays() throws IOException {
    try (Socket socket = connect()) {
      say(socket, "hello");
      assertThat(hear(socket, 5)).isEqualTo("hello");
    }
  }

  @Test
  void putsItsOwnPortInPlaceOfTheServers() throws IOException {
    try (Socket socket = connect()) {
      say(socket, "$5\r\n" + server.getLocalPort() + "\r\n");
      assertThat(hear(socket, 11)).isEqualTo("$5\r\n" + end + "\r\n");
    }
  }

  @Test
  void resetsWhatIsOpenAndWhatComesWhenItRefuses() throws IOException {
    try (Socket before = connect()) {
      say(before, "a");
      assertThat(hear(before, 1)).isEqualTo("a");
      edge.cut(Cut.REFUSE);
      assertThat(endOf(before)).isTrue();
      try (Socket after = connect()) {
        assertThat(endOf(after)).isTrue();
      }
    }
  }

  private static boolean endOf(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void deliversWhatItSwallowedOnceItIsWholeAgain() throws IOException {
    try (Socket socket = connect()) {
      edge.cut(Cut.SWALLOW);
      say(socket, "late");
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> hear(socket, 4)).isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(10_000);
      edge.cut(Cut.NONE);
      assertThat(hear(socket, 4)).isEqualTo("late");
    }
  }
}
