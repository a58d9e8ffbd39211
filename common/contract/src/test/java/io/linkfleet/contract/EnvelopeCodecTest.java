package io.linkfleet.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeCodecTest {
  private static final EnvelopeCodec CODEC =
      new EnvelopeCodec(
          new SharedSeal(
              new SharedKeys("s1", Map.of("s1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")),
              new Random(1)));

  static final CommandId ID = new CommandId("00112233445566778899aabbccddeeff");
  static final InstanceId INSTANCE = new InstanceId("0f0e0d0c0b0a09080706050403020100");
  static final Instant DEADLINE = Instant.ofEpochMilli(1795400000123L);

  static final Map<String, CommandEnvelope> COMMANDS =
      Map.of(
          "logout-command-v1",
          new CommandEnvelope(ID, INSTANCE, new Command.Logout(), DEADLINE, 7),
          "connect-command-v1",
          new CommandEnvelope(ID, INSTANCE, new Command.Connect(), DEADLINE, 0),
          "connect-by-code-command-v1",
          new CommandEnvelope(
              ID,
              INSTANCE,
              new Command.ConnectByCode(new PhoneNumber("5511999999999")),
              DEADLINE,
              3),
          "reconnect-command-v1",
          new CommandEnvelope(ID, INSTANCE, new Command.Reconnect(), DEADLINE, 3),
          "delete-command-v1",
          new CommandEnvelope(ID, INSTANCE, new Command.Delete(), DEADLINE, 3));

  static final Map<String, Reply> REPLIES =
      Map.of(
          "logged-out-reply-v1", new Reply.LoggedOut(),
          "qr-code-generated-reply-v1",
              new Reply.QrCodeGenerated(
                  "https://wa.me/settings/linked_devices#ref,a,b,c,1",
                  Instant.ofEpochMilli(1795400060000L)),
          "pairing-code-generated-reply-v1",
              new Reply.PairingCodeGenerated("ABCDEFGH", Instant.ofEpochMilli(1795400060000L)),
          "already-connected-reply-v1", new Reply.AlreadyConnected(),
          "reconnect-initiated-reply-v1", new Reply.ReconnectInitiated(),
          "deleted-reply-v1", new Reply.Deleted(),
          "rejected-reply-v1", new Reply.Rejected(Reply.Rejection.INSTANCE_UNKNOWN),
          "failed-reply-v1", new Reply.Failed(Reply.Failure.UNLINK_NOT_CONFIRMED));

  static final Set<String> BEFORE_SEALING =
      Set.of(
          "connect-by-code-command-plain-v1",
          "qr-code-generated-reply-plain-v1",
          "pairing-code-generated-reply-plain-v1");

  @Nested
  class TheGoldenForms {
    @Test
    void ofCommandsAreRead() {
      COMMANDS.forEach(
          (name, envelope) -> {
            assertThat(CODEC.decodeCommand(golden(name).getBytes(UTF_8))).isEqualTo(envelope);
            assertThat(CODEC.decodeCommand(CODEC.encode(envelope))).isEqualTo(envelope);
          });
    }

    @Test
    void ofRepliesAreRead() {
      REPLIES.forEach(
          (name, reply) -> {
            ReplyEnvelope envelope = new ReplyEnvelope(ID, INSTANCE, reply);
            assertThat(CODEC.decodeReply(golden(name).getBytes(UTF_8))).isEqualTo(envelope);
            assertThat(CODEC.decodeReply(CODEC.encode(envelope))).isEqualTo(envelope);
          });
    }

    @Test
    void areWhatIsWrittenExceptForWhatIsSealed() {
      COMMANDS.forEach(
          (name, envelope) ->
              assertThat(masked(CODEC.encode(envelope)))
                  .isEqualTo(masked(golden(name).getBytes(UTF_8))));
      REPLIES.forEach(
          (name, reply) ->
              assertThat(masked(CODEC.encode(new ReplyEnvelope(ID, INSTANCE, reply))))
                  .isEqualTo(masked(golden(name).getBytes(UTF_8))));
    }

    private static String masked(byte[] json) {
      return new String(json, UTF_8).replaceAll("Sealed\":\"[^\"]*\"", "Sealed\":\"…\"");
    }

    @Test
    void fromBeforeAnythingWasSealedAreStillRead() {
      assertThat(CODEC.decodeCommand(golden("connect-by-code-command-plain-v1").getBytes(UTF_8)))
          .isEqualTo(COMMANDS.get("connect-by-code-command-v1"));
      for (String name : List.of("qr-code-generated-reply", "pairing-code-generated-reply")) {
        assertThat(CODEC.decodeReply(golden(name + "-plain-v1").getBytes(UTF_8)).reply())
            .isEqualTo(REPLIES.get(name + "-v1"));
      }
    }

    @Test
    void coverEveryCommandAndReply() {
      Set<Object> commands = new HashSet<>();
      COMMANDS.values().forEach(envelope -> commands.add(envelope.command().getClass()));
      assertThat(commands)
          .containsExactlyInAnyOrder((Object[]) Command.class.getPermittedSubclasses());
      Set<Object> replies = new HashSet<>();
      REPLIES.values().forEach(reply -> replies.add(reply.getClass()));
      assertThat(replies)
          .containsExactlyInAnyOrder((Object[]) Reply.class.getPermittedSubclasses());
    }
  }

  @Test
  void noBytesThatEverLeftTheBuildingAreForgotten() throws Exception {
    Set<String> read = new TreeSet<>(COMMANDS.keySet());
    read.addAll(REPLIES.keySet());
    read.addAll(BEFORE_SEALING);
    try (Stream<Path> files =
        Files.list(Path.of(EnvelopeCodecTest.class.getResource("/wire").toURI()))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .filteredOn(name -> !name.contains("-event-") && !name.startsWith("webhook-"))
          .containsExactlyInAnyOrderElementsOf(read);
    }
  }

  @Nested
  class WhatANewerProgramWrote {
    private static String newer(String golden) {
      return golden
          .replace("\"v\":1,", "\"v\":1,\"new\":[{\"deep\":null}],")
          .replace("{\"type\"", "{\"new\":\"field\",\"type\"");
    }

    @Test
    void isReadWithoutTheFieldsItAdded() {
      COMMANDS.forEach(
          (name, envelope) ->
              assertThat(CODEC.decodeCommand(newer(golden(name)).getBytes(UTF_8)))
                  .isEqualTo(envelope));
      REPLIES.forEach(
          (name, reply) ->
              assertThat(CODEC.decodeReply(newer(golden(name)).getBytes(UTF_8)).reply())
                  .isEqualTo(reply));
    }

    @ParameterizedTest
    @CsvSource({
      "logout-command-v1, '\"type\":\"logout\"', '\"type\":\"dance\"'",
      "logout-command-v1, '\"v\":1', '\"v\":2'",
      "connect-by-code-command-v1, 'AQJzMW', 'AQJzMg'",
      "logout-command-v1, '\"command\"', '\"wish\"'",
    })
    void canBeAnsweredThoughItIsNotUnderstood(String name, String known, String unknown) {
      byte[] newer = golden(name).replace(known, unknown).getBytes(UTF_8);
      assertThatThrownBy(() -> CODEC.decodeCommand(newer)).isInstanceOf(MalformedEnvelope.class);
      assertThat(EnvelopeCodec.headerOf(newer))
          .contains(
              new EnvelopeHeader(
                  ID, INSTANCE, OptionalInt.of(COMMANDS.get(name).replyPartition())));
    }

    @ParameterizedTest
    @CsvSource({
      "logged-out-reply-v1, '\"loggedOut\"', '\"danced\"'",
      "failed-reply-v1, UNLINK_NOT_CONFIRMED, TOO_TIRED",
      "rejected-reply-v1, INSTANCE_UNKNOWN, NOT_TODAY",
      "logged-out-reply-v1, '\"v\":1', '\"v\":2'",
    })
    void findsItsCallerThoughItIsNotUnderstood(String name, String known, String unknown) {
      byte[] newer = golden(name).replace(known, unknown).getBytes(UTF_8);
      assertThatThrownBy(() -> CODEC.decodeReply(newer)).isInstanceOf(MalformedEnvelope.class);
      assertThat(EnvelopeCodec.headerOf(newer))
          .contains(new EnvelopeHeader(ID, INSTANCE, OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "null",
          "[]",
          "{",
          "{}",
          "{\"v\":1,\"id\":\"short\"}",
          "{\"id\":\"00112233445566778899aabbccddeeff\","
              + "\"instance\":\"0f0e0d0c0b0a09080706050403020100\",\"replyPartition\":-1}"
        })
    void hasNobodyToAnswerWhereItIsNoEnvelope(String text) {
      assertThat(EnvelopeCodec.headerOf(text.getBytes(UTF_8))).isEmpty();
      assertThat(EnvelopeCodec.headerOf(null)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"v\":2}",
        "{\"v\":1,\"id\":\"short\"}",
        "{\"v\":1,\"id\":7,\"instance\":{},\"command\":3,\"deadline\":\"x\",\"replyPartition\":-1}",
        "{\"v\":1,\"id\":\"00112233445566778899aabbccddeeff\","
            + "\"instance\":\"0f0e0d0c0b0a09080706050403020100\","
            + "\"command\":{\"type\":\"dance\"},\"deadline\":1,\"replyPartition\":0}"
      })
  void whatIsNoEnvelopeIsMalformedAndNotRepeated(String text) {
    assertThatThrownBy(() -> CODEC.decodeCommand(text.getBytes(UTF_8)))
        .isInstanceOf(MalformedEnvelope.class)
        .hasMessageNotContaining("dance");
    assertThatThrownBy(() -> CODEC.decodeReply(text.getBytes(UTF_8)))
        .isInstanceOf(MalformedEnvelope.class);
  }

  @Nested
  class ASealedField {
    private final String written =
        new String(CODEC.encode(COMMANDS.get("connect-by-code-command-v1")), UTF_8);

    @Test
    void isNotInTheEnvelopeInClear() {
      assertThat(written).doesNotContain("5511999999999");
      REPLIES.forEach(
          (name, reply) ->
              assertThat(new String(CODEC.encode(new ReplyEnvelope(ID, INSTANCE, reply)), UTF_8))
                  .doesNotContain("linked_devices", "ABCDEFGH"));
    }

    @Test
    void opensInNoOtherEnvelope() {
      String moved = written.replace(ID.value(), "ff112233445566778899aabbccddee00");
      assertThatThrownBy(() -> CODEC.decodeCommand(moved.getBytes(UTF_8)))
          .isInstanceOf(MalformedEnvelope.class);
    }
  }

  @Test
  void codesAndNumbersAreNeverPrinted() {
    assertThat(REPLIES.get("qr-code-generated-reply-v1").toString()).doesNotContain("wa.me");
    assertThat(REPLIES.get("pairing-code-generated-reply-v1").toString())
        .doesNotContain("ABCDEFGH");
    assertThat(COMMANDS.get("connect-by-code-command-v1").toString())
        .doesNotContain("5511999999999");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "123456", "0511999999999", "5511a99999999", "1234567890123456", "+551"})
  void whatIsNoPhoneNumberIsRefusedWithoutRepeatingIt(String text) {
    assertThat(PhoneNumber.isValid(text)).isFalse();
    assertThatThrownBy(() -> new PhoneNumber(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String golden(String name) {
    try (InputStream in = EnvelopeCodecTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      return new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
