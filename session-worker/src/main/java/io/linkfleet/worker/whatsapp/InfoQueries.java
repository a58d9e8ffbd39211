package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Info queries to the server and who waits for their answers. Each is answered once: by the
/// server, or by its time running out. When the connection ends nobody is told: the connection's
/// own end says it.
final class InfoQueries {
  /// What came back.
  sealed interface Answer {
    record Result(Node iq) implements Answer {}

    /// `code` is 0 if the error has none.
    record Failed(int code) implements Answer {}

    record NoAnswer() implements Answer {}
  }

  private record Waiter(Consumer<Answer> then, Future<?> timeout) {}

  private final StanzaStream stream;
  private final String prefix;
  private final Map<String, Waiter> waiters = new HashMap<>(2);
  private int counter;

  InfoQueries(StanzaStream stream, String prefix) {
    this.stream = stream;
    this.prefix = prefix;
  }

  void get(String namespace, Duration patience, Consumer<Answer> then, Node... content) {
    ask("get", namespace, patience, then, content);
  }

  void set(String namespace, Duration patience, Consumer<Answer> then, Node... content) {
    ask("set", namespace, patience, then, content);
  }

  private void ask(
      String type, String namespace, Duration patience, Consumer<Answer> then, Node... content) {
    String id = prefix + counter++;
    Future<?> timeout = stream.after(patience, () -> answer(id, new Answer.NoAnswer()));
    waiters.put(id, new Waiter(then, timeout));
    var iq =
        Node.named("iq")
            .attribute("id", id)
            .attribute("to", Jid.SERVER)
            .attribute("type", type)
            .attribute("xmlns", namespace);
    stream.send(content.length == 0 ? iq.empty() : iq.children(content));
  }

  /// Takes an `iq` of type `result` or `error`. One that nobody waits for is dropped.
  void answered(Node iq) {
    Answer answer =
        iq.attributeIs("type", "result") ? new Answer.Result(iq) : new Answer.Failed(errorCode(iq));
    iq.attribute("id").ifPresent(id -> answer(id, answer));
  }

  void abandon() {
    waiters.values().forEach(waiter -> waiter.timeout().cancel(false));
    waiters.clear();
  }

  private void answer(String id, Answer answer) {
    Waiter waiter = waiters.remove(id);
    if (waiter != null) {
      waiter.timeout().cancel(false);
      waiter.then().accept(answer);
    }
  }

  private static int errorCode(Node iq) {
    return iq.child("error").flatMap(error -> error.number("code")).map(Long::intValue).orElse(0);
  }
}
