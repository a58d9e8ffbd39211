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
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Envelopes as JSON. Unknown fields are ignored, so that an older program reads what a newer one
/// wrote; an unknown command or reply is [MalformedEnvelope]. Instants are epoch milliseconds.
public final class EnvelopeCodec {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int VERSION = 1;

  private EnvelopeCodec() {}

  public static byte[] encode(CommandEnvelope envelope) {
    ObjectNode json = header(envelope.id(), envelope.instance());
    json.set("command", write(envelope.command()));
    json.put("deadline", envelope.deadline().toEpochMilli());
    json.put("replyPartition", envelope.replyPartition());
    return JSON.writeValueAsBytes(json);
  }

  public static byte[] encode(ReplyEnvelope envelope) {
    ObjectNode json = header(envelope.id(), envelope.instance());
    json.set("reply", write(envelope.reply()));
    return JSON.writeValueAsBytes(json);
  }

  public static CommandEnvelope decodeCommand(byte[] bytes) {
    return decode(
        bytes,
        json ->
            new CommandEnvelope(
                new CommandId(json.required("id").stringValue()),
                new InstanceId(json.required("instance").stringValue()),
                readCommand(json.required("command")),
                Instant.ofEpochMilli(json.required("deadline").longValue()),
                json.required("replyPartition").intValue()));
  }

  public static ReplyEnvelope decodeReply(byte[] bytes) {
    return decode(
        bytes,
        json ->
            new ReplyEnvelope(
                new CommandId(json.required("id").stringValue()),
                new InstanceId(json.required("instance").stringValue()),
                readReply(json.required("reply"))));
  }

  private static ObjectNode header(CommandId id, InstanceId instance) {
    ObjectNode json = JSON.createObjectNode();
    json.put("v", VERSION);
    json.put("id", id.value());
    json.put("instance", instance.value());
    return json;
  }

  private static ObjectNode write(Command command) {
    ObjectNode json = JSON.createObjectNode();
    return switch (command) {
      case Command.Connect() -> json.put("type", "connect");
      case Command.ConnectByCode(var number) ->
          json.put("type", "connectByCode").put("number", number.digits());
      case Command.Reconnect() -> json.put("type", "reconnect");
      case Command.Logout() -> json.put("type", "logout");
      case Command.Delete() -> json.put("type", "delete");
    };
  }

  private static Command readCommand(JsonNode json) {
    String type = json.required("type").stringValue();
    return switch (type) {
      case "connect" -> new Command.Connect();
      case "connectByCode" ->
          new Command.ConnectByCode(new PhoneNumber(json.required("number").stringValue()));
      case "reconnect" -> new Command.Reconnect();
      case "logout" -> new Command.Logout();
      case "delete" -> new Command.Delete();
      default -> throw new IllegalArgumentException("unknown command type");
    };
  }

  private static ObjectNode write(Reply reply) {
    ObjectNode json = JSON.createObjectNode();
    return switch (reply) {
      case LoggedOut() -> json.put("type", "loggedOut");
      case QrCodeGenerated(var qrCode, var validUntil) ->
          json.put("type", "qrCodeGenerated")
              .put("qrCode", qrCode)
              .put("validUntil", validUntil.toEpochMilli());
      case PairingCodeGenerated(var code, var validUntil) ->
          json.put("type", "pairingCodeGenerated")
              .put("pairingCode", code)
              .put("validUntil", validUntil.toEpochMilli());
      case AlreadyConnected() -> json.put("type", "alreadyConnected");
      case ReconnectInitiated() -> json.put("type", "reconnectInitiated");
      case Deleted() -> json.put("type", "deleted");
      case Rejected(var reason) -> json.put("type", "rejected").put("reason", reason.name());
      case Failed(var reason) -> json.put("type", "failed").put("reason", reason.name());
    };
  }

  private static Reply readReply(JsonNode json) {
    String type = json.required("type").stringValue();
    return switch (type) {
      case "loggedOut" -> new LoggedOut();
      case "qrCodeGenerated" ->
          new QrCodeGenerated(
              json.required("qrCode").stringValue(),
              Instant.ofEpochMilli(json.required("validUntil").longValue()));
      case "pairingCodeGenerated" ->
          new PairingCodeGenerated(
              json.required("pairingCode").stringValue(),
              Instant.ofEpochMilli(json.required("validUntil").longValue()));
      case "alreadyConnected" -> new AlreadyConnected();
      case "reconnectInitiated" -> new ReconnectInitiated();
      case "deleted" -> new Deleted();
      case "rejected" -> new Rejected(Rejection.valueOf(json.required("reason").stringValue()));
      case "failed" -> new Failed(Failure.valueOf(json.required("reason").stringValue()));
      default -> throw new IllegalArgumentException("unknown reply type");
    };
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
