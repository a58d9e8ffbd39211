package io.linkfleet.worker.whatsapp;

import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.noise.ClientHandshake;
import io.linkfleet.whatsapp.noise.TrustAnchor;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.pause.Claim;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/// The real client, over sockets. All connections share a few event loop threads; an idle one
/// costs no thread and no buffer.
public final class NettyWhatsApp implements WhatsApp, AutoCloseable {
  private static final int ALL_PROCESSORS = 0;

  private final WhatsAppSettings settings;
  private final ClientVersions versions;
  private final SecureRandom random;
  private final InstantSource clock;
  private final TrustAnchor trustAnchor;
  private final Optional<SslContext> tls;
  private final WebSocketClientProtocolConfig webSocket;
  private final SocketKind sockets = SocketKind.ofThisMachine();
  private final EventLoopGroup loops;
  private final Executor background;
  private final BackgroundResolver resolver;

  /// `versions` is asked anew for each connection, so that a newer one can take effect without a
  /// restart, and told when WhatsApp refuses one.
  public NettyWhatsApp(
      WhatsAppSettings settings,
      ClientVersions versions,
      SecureRandom random,
      InstantSource clock) {
    this.settings = settings;
    this.versions = versions;
    this.random = random;
    this.clock = clock;
    this.trustAnchor = new TrustAnchor(settings.root(), clock);
    this.tls = settings.secure() ? Optional.of(clientTls()) : Optional.empty();
    this.webSocket = WebSocketPipeline.webSocket(settings);
    this.loops =
        new MultiThreadIoEventLoopGroup(
            ALL_PROCESSORS, new DefaultThreadFactory("whatsapp", true), sockets.waiting());
    this.background = task -> Thread.ofVirtual().name("whatsapp-background").start(task);
    this.resolver = new BackgroundResolver(background);
  }

  @Override
  public Connection register(PairingKeys keys, Consumer<WhatsAppEvent> listener) {
    ClientVersion version = versions.current();
    StanzaStream stream = registration(keys, version, listener);
    UnlinkedKeys unlinked = new UnlinkedKeys(keys);
    return pair(
        stream, unlinked, version, new QrInvitation(stream, unlinked, settings, random, clock));
  }

  @Override
  public Connection registerByCode(
      PairingKeys keys, PhoneNumber phone, Consumer<WhatsAppEvent> listener) {
    ClientVersion version = versions.current();
    StanzaStream stream = registration(keys, version, listener);
    UnlinkedKeys unlinked = new UnlinkedKeys(keys);
    CodeDerivation derivation = new CodeDerivation(stream, random, background);
    return pair(
        stream,
        unlinked,
        version,
        new CodeInvitation(stream, unlinked, phone, settings, clock, derivation));
  }

  @Override
  public Connection login(DeviceCredentials device, Claim claim, Consumer<WhatsAppEvent> listener) {
    ClientVersion version = versions.current();
    StanzaStream stream = stream(listener, version, "device " + device.keyId());
    CurrentDevice current = new CurrentDevice(stream, device);
    PreKeySupplier preKeys = new PreKeySupplier(stream, current, settings, background);
    PresentedVersion presented = new PresentedVersion(version, versions);
    return open(
        stream, new LoginDialogue(stream, current, presented, preKeys, settings.patience(), claim));
  }

  /// Closes every connection that is still open, without a word to the server, and frees the
  /// threads.
  @Override
  public void close() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    resolver.close();
  }

  private StanzaStream registration(
      PairingKeys keys, ClientVersion version, Consumer<WhatsAppEvent> listener) {
    return stream(listener, version, "registration " + keys.noise().publicKey());
  }

  private Connection pair(
      StanzaStream stream, UnlinkedKeys keys, ClientVersion version, Invitation invitation) {
    return open(
        stream,
        new PairingDialogue(
            stream, keys, invitation, version, settings.device().appearance(), random));
  }

  private StanzaStream stream(
      Consumer<WhatsAppEvent> listener, ClientVersion version, String label) {
    String queryPrefix = random.nextInt(1 << 16) + "." + random.nextInt(1 << 16) + "-";
    return new StanzaStream(
        loops.next(), event -> tell(listener, event, version), label, queryPrefix);
  }

  /// The listener first: what it makes of a newer version depends on its knowing of the refusal.
  private void tell(Consumer<WhatsAppEvent> listener, WhatsAppEvent event, ClientVersion version) {
    listener.accept(event);
    if (event instanceof LoginRefused(var refusal, _, _) && refusal == Refusal.CLIENT_OUTDATED) {
      versions.refused(version);
    }
  }

  private Connection open(StanzaStream stream, Dialogue dialogue) {
    stream.serve(ConnectionMarks.ofThisThread(), () -> connect(stream, dialogue));
    return new NettyConnection(stream, dialogue);
  }

  private void connect(StanzaStream stream, Dialogue dialogue) {
    ClientHandshake handshake =
        new ClientHandshake(dialogue.noiseKey(), KeyPair.generate(random), trustAnchor);
    Opening opening = new Opening(stream, settings, random);
    NoiseHandler noise =
        new NoiseHandler(stream, dialogue, handshake, opening, settings.maxFrameBytes());
    opening.begin();
    ChannelFuture connecting =
        new Bootstrap()
            .group(stream.loop())
            .channel(sockets.socket())
            .resolver(resolver)
            .option(ChannelOption.TCP_NODELAY, true)
            // Opening has a deadline of its own for everything up to the handshake.
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            // A failed write must not close the socket: see StanzaStream.writeFailed.
            .option(ChannelOption.AUTO_CLOSE, false)
            .handler(new WebSocketPipeline(settings, tls, webSocket, noise))
            .connect(settings.url().getHost(), settings.port());
    stream.attach(connecting.channel(), dialogue::lost);
  }

  private static SslContext clientTls() {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .endpointIdentificationAlgorithm("HTTPS")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("the JDK's TLS can't be set up", e);
    }
  }
}
