package io.linkfleet.simulator.chat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.phone.LinkedDevice;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.login.Introduction;
import io.linkfleet.whatsapp.login.Login;
import io.linkfleet.whatsapp.login.MalformedIntroduction;
import io.linkfleet.whatsapp.login.Registration;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.noise.ServerHandshake;
import io.linkfleet.whatsapp.proto.ClientPayload;
import java.util.Optional;
import java.util.OptionalInt;

/// What the server makes of a client at the end of its handshake.
sealed interface Admission {
  /// A client without a device, which has this identity key.
  record Registering(PublicKey identity) implements Admission {}

  /// A client that goes active by itself if `passive`, and is active at once if not.
  record LoggingIn(Phone phone, LinkedDevice device, boolean passive) implements Admission {}

  /// To be told by `<failure>`.
  record Refused(int reason, String why) implements Admission {}

  static Admission of(ServerHandshake.Client client, Server server) {
    try {
      Introduction introduction = Introduction.parse(client.payload());
      Admission admission = decide(introduction, client, server);
      server.counts().add(count(admission, introduction));
      return admission;
    } catch (MalformedIntroduction e) {
      server.counts().add(Count.REFUSED_REGISTRATIONS);
      return new Refused(400, e.getMessage());
    }
  }

  private static Admission decide(
      Introduction introduction, ServerHandshake.Client client, Server server) {
    if (server.rules().minimumVersion().isNewerThan(introduction.version())) {
      return new Refused(405, "client outdated");
    }
    return switch (introduction) {
      case Registration registration -> registration(registration);
      case Login login -> login(login.jid(), client, server);
    };
  }

  private static Admission registration(Registration registration) {
    return registration.signedPreKey().isSignedBy(registration.identity())
        ? new Registering(registration.identity())
        : new Refused(400, "the signed pre-key's signature is wrong");
  }

  private static Admission login(Jid jid, ServerHandshake.Client client, Server server) {
    OptionalInt failure = server.faults().get().failureReason();
    if (failure.isPresent()) {
      return new Refused(failure.getAsInt(), "");
    }
    Optional<Phone> phone = server.phones().find(jid.user());
    return phone
        .flatMap(found -> found.device(jid.device()))
        .filter(device -> device.noiseKey().equals(client.noiseKey()))
        .<Admission>map(device -> new LoggingIn(phone.get(), device, isPassive(client)))
        .orElseGet(() -> new Refused(401, ""));
  }

  private static boolean isPassive(ServerHandshake.Client client) {
    try {
      return ClientPayload.parseFrom(client.payload()).getPassive();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the payload was readable before", e);
    }
  }

  private static Count count(Admission admission, Introduction introduction) {
    return switch (admission) {
      case Registering _ -> Count.REGISTRATIONS;
      case LoggingIn _ -> Count.LOGINS;
      case Refused _ ->
          introduction instanceof Login ? Count.REFUSED_LOGINS : Count.REFUSED_REGISTRATIONS;
    };
  }
}
