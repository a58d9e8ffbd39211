package io.linkfleet.whatsapp.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// The server's side of [Intro]: recognises it in a stream that may be cut anywhere.
public final class IntroReader {
  private enum Expecting {
    EITHER_INTRO,
    EDGE_ROUTING,
    ROUTING_LENGTH,
    ROUTING_INFO,
    PROLOGUE,
    FRAMES
  }

  private final int maxRoutingInfo;
  private final ByteArrayOutputStream routingInfo = new ByteArrayOutputStream(0);
  private Expecting expecting = Expecting.EITHER_INTRO;
  private int index;
  private int routingLength;

  /// `maxRoutingInfo` bounds the routing information, in bytes.
  public IntroReader(int maxRoutingInfo) {
    this.maxRoutingInfo = maxRoutingInfo;
  }

  /// Takes bytes up to the end of the intro and not one more. True once the intro is complete:
  /// what then remains in the buffer are frames.
  public boolean read(ByteBuffer bytes) throws UnknownIntro {
    while (expecting != Expecting.FRAMES && bytes.hasRemaining()) {
      take(bytes.get());
    }
    return expecting == Expecting.FRAMES;
  }

  /// The routing information the client sent back; empty when it had none.
  public byte[] routingInfo() {
    return routingInfo.toByteArray();
  }

  private void take(byte next) throws UnknownIntro {
    switch (expecting) {
      case EITHER_INTRO -> {
        boolean routed = next == Intro.edgeRoutingAt(0);
        literal(next, routed);
        expecting = routed ? Expecting.EDGE_ROUTING : Expecting.PROLOGUE;
      }
      case EDGE_ROUTING -> {
        literal(next, true);
        if (index == Intro.length()) {
          expect(Expecting.ROUTING_LENGTH);
        }
      }
      case ROUTING_LENGTH -> length(next);
      case ROUTING_INFO -> {
        routingInfo.write(next);
        if (routingInfo.size() == routingLength) {
          expect(Expecting.PROLOGUE);
        }
      }
      case PROLOGUE -> {
        literal(next, false);
        if (index == Intro.length()) {
          expect(Expecting.FRAMES);
        }
      }
      case FRAMES -> throw new IllegalStateException("the intro is complete");
    }
  }

  private void literal(byte next, boolean edgeRouting) throws UnknownIntro {
    if (next != (edgeRouting ? Intro.edgeRoutingAt(index) : Intro.prologueAt(index))) {
      throw new UnknownIntro("byte " + index + " of the intro is " + (next & 0xFF));
    }
    index++;
  }

  private void length(byte next) throws UnknownIntro {
    routingLength = routingLength << 8 | (next & 0xFF);
    if (++index < Frames.HEADER_LENGTH) {
      return;
    }
    if (routingLength > maxRoutingInfo) {
      throw new UnknownIntro(routingLength + " bytes of routing information are too many");
    }
    expect(routingLength == 0 ? Expecting.PROLOGUE : Expecting.ROUTING_INFO);
  }

  private void expect(Expecting next) {
    expecting = next;
    index = 0;
  }
}
