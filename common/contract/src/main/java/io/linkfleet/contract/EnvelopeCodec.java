package io.linkfleet.contract;

import io.linkfleet.contract.Reply.AlreadyConnected;
import io.linkfleet.contract.Reply.Deleted;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.contract.Reply.PairingCodeGenerated;
import io.linkfleet.contract.Reply.QrCodeGenerated;
import io.linkfleet.contract.Reply.ReconnectInitiated;
import io.linkfleet.contract.Reply.Rejected;
import io.linkfleet.contract.Reply.Rejection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Envelopes as JSON. Unknown fields are ignored, so that an older program reads what a newer one
/// wrote; an unknown command or reply is [MalformedEnvelope], and [#headerOf] then tells whom to
/// answer, or who waits for it. Instants are epoch milliseconds.
/// Phone numbers and codes to link with are sealed, for the one envelope they are in; envelopes
/// from before that was so are still read.
public final class EnvelopeCodec {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int VERSION = 1;

  private final SharedSeal seal;

  public EnvelopeCodec(SharedSeal seal) {
    this.seal = seal;
  }

  public byte[] encode(CommandEnvelope envelope) {
    ObjectNode json = header(envelope.id(), envelope.instance());
    json.set("command", write(envelope.id(), envelope.command()));
    json.put("deadline", envelope.deadline().toEpochMilli());
    json.put("replyPartition", envelope.replyPartition());
    return JSON.writeValueAsBytes(json);
  }

  public byte[] encode(ReplyEnvelope envelope) {
    ObjectNode json = header(envelope.id(), envelope.instance());
    json.set("reply", write(envelope.id(), envelope.reply()));
    return JSON.writeValueAsBytes(json);
  }

  public CommandEnvelope decodeCommand(byte[] bytes) {
    return decode(
        bytes,
        json -> {
          CommandId id = new CommandId(json.required("id").stringValue());
          return new CommandEnvelope(
              id,
              new InstanceId(json.required("instance").stringValue()),
              readCommand(id, json.required("command")),
              Instant.ofEpochMilli(json.required("deadline").longValue()),
              json.required("replyPartition").intValue());
        });
  }

  public ReplyEnvelope decodeReply(byte[] bytes) {
    return decode(
        bytes,
        json -> {
          CommandId id = new CommandId(json.required("id").stringValue());
          return new ReplyEnvelope(
              id,
              new InstanceId(json.required("instance").stringValue()),
              readReply(id, json.required("reply")));
        });
  }

  /// Of an envelope of any version, what it says or does not; empty where the bytes are none.
  public static Optional<EnvelopeHeader> headerOf(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      JsonNode partition = json.path("replyPartition");
      return Optional.of(
          new EnvelopeHeader(
              new CommandId(json.required("id").stringValue()),
              new InstanceId(json.required("instance").stringValue()),
              partition.isMissingNode()
                  ? OptionalInt.empty()
                  : OptionalInt.of(partition.intValue())));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ObjectNode header(CommandId id, InstanceId instance) {
    ObjectNode json = JSON.createObjectNode();
    json.put("v", VERSION);
    json.put("id", id.value());
    json.put("instance", instance.value());
    return json;
  }

  private ObjectNode write(CommandId id, Command command) {
    ObjectNode json = JSON.createObjectNode();
    return switch (command) {
      case Command.Connect() -> json.put("type", "connect");
      case Command.ConnectByCode(var number) ->
          putSealed(json.put("type", "connectByCode"), id, "number", number.digits());
      case Command.Reconnect() -> json.put("type", "reconnect");
      case Command.Logout() -> json.put("type", "logout");
      case Command.Delete() -> json.put("type", "delete");
    };
  }

  private Command readCommand(CommandId id, JsonNode json) {
    String type = json.required("type").stringValue();
    return switch (type) {
      case "connect" -> new Command.Connect();
      case "connectByCode" ->
          new Command.ConnectByCode(new PhoneNumber(sealed(json, id, "number")));
      case "reconnect" -> new Command.Reconnect();
      case "logout" -> new Command.Logout();
      case "delete" -> new Command.Delete();
      default -> throw new IllegalArgumentException("unknown command type");
    };
  }

  private ObjectNode write(CommandId id, Reply reply) {
    ObjectNode json = JSON.createObjectNode();
    return switch (reply) {
      case LoggedOut() -> json.put("type", "loggedOut");
      case QrCodeGenerated(var qrCode, var validUntil) ->
          putSealed(json.put("type", "qrCodeGenerated"), id, "qrCode", qrCode)
              .put("validUntil", validUntil.toEpochMilli());
      case PairingCodeGenerated(var code, var validUntil) ->
          putSealed(json.put("type", "pairingCodeGenerated"), id, "pairingCode", code)
              .put("validUntil", validUntil.toEpochMilli());
      case AlreadyConnected() -> json.put("type", "alreadyConnected");
      case ReconnectInitiated() -> json.put("type", "reconnectInitiated");
      case Deleted() -> json.put("type", "deleted");
      case Rejected(var reason) -> json.put("type", "rejected").put("reason", reason.name());
      case Failed(var reason) -> json.put("type", "failed").put("reason", reason.name());
    };
  }

  private Reply readReply(CommandId id, JsonNode json) {
    String type = json.required("type").stringValue();
    return switch (type) {
      case "loggedOut" -> new LoggedOut();
      case "qrCodeGenerated" ->
          new QrCodeGenerated(
              sealed(json, id, "qrCode"),
              Instant.ofEpochMilli(json.required("validUntil").longValue()));
      case "pairingCodeGenerated" ->
          new PairingCodeGenerated(
              sealed(json, id, "pairingCode"),
              Instant.ofEpochMilli(json.required("validUntil").longValue()));
      case "alreadyConnected" -> new AlreadyConnected();
      case "reconnectInitiated" -> new ReconnectInitiated();
      case "deleted" -> new Deleted();
      case "rejected" -> new Rejected(Rejection.valueOf(json.required("reason").stringValue()));
      case "failed" -> new Failed(Failure.valueOf(json.required("reason").stringValue()));
      default -> throw new IllegalArgumentException("unknown reply type");
    };
  }

  private ObjectNode putSealed(ObjectNode json, CommandId id, String field, String text) {
    return json.put(sealedName(field), seal.sealText(about(id, field), text));
  }

  private String sealed(JsonNode json, CommandId id, String field) {
    JsonNode sealed = json.path(sealedName(field));
    return sealed.isMissingNode()
        ? json.required(field).stringValue()
        : seal.openText(about(id, field), sealed.stringValue())
            .orElseThrow(() -> new IllegalArgumentException("sealed with a key we do not have"));
  }

  private static String sealedName(String field) {
    return field + "Sealed";
  }

  private static String about(CommandId id, String field) {
    return field + " " + id.value();
  }

  private static <T> T decode(byte[] bytes, Function<JsonNode, T> read) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json.required("v").intValue() != VERSION) {
        throw new IllegalArgumentException("unknown envelope version");
      }
      return read.apply(json);
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new MalformedEnvelope("not a readable envelope: " + e.getClass().getSimpleName(), e);
    }
  }
}
