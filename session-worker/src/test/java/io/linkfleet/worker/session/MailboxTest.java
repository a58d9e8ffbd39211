package io.linkfleet.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {
  @Test
  void handlesOneAtATimeAndInTheOrderOfEachPoster() throws InterruptedException {
    int posters = 4;
    int each = 5_000;
    List<int[]> handled = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(posters * each);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Mailbox<int[]> mailbox =
          new Mailbox<>(
              threads,
              event -> {
                handled.add(event);
                all.countDown();
              });
      for (int poster = 0; poster < posters; poster++) {
        int from = poster;
        threads.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                mailbox.post(new int[] {from, i});
              }
            });
      }
      assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    }
    for (int poster = 0; poster < posters; poster++) {
      int from = poster;
      assertThat(handled.stream().filter(event -> event[0] == from).map(event -> event[1]))
          .isSorted()
          .hasSize(each);
    }
  }

  @Test
  void anEmptyMailboxHoldsNoThread() {
    List<Runnable> started = new ArrayList<>();
    List<String> handled = new ArrayList<>();
    Mailbox<String> mailbox = new Mailbox<>(started::add, handled::add);
    mailbox.post("a");
    mailbox.post("b");
    assertThat(started).hasSize(1);
    started.getFirst().run();
    assertThat(handled).containsExactly("a", "b");
    assertThat(mailbox.depth()).isZero();
    mailbox.post("c");
    assertThat(started).hasSize(2);
  }

  @Test
  void whatIsPostedOnceTheWorkerEndsIsNobodysAndFailsNobody() {
    List<String> handled = new ArrayList<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Mailbox<String> mailbox = new Mailbox<>(threads, handled::add);
    threads.close();

    assertThatCode(() -> mailbox.post("closed")).doesNotThrowAnyException();
    assertThatCode(() -> mailbox.post("closed")).doesNotThrowAnyException();

    assertThat(handled).isEmpty();
  }

  @Test
  void whatAHandlerPostsIsHandledAfterIt() {
    List<Integer> handled = new ArrayList<>();
    class Countdown {
      final Mailbox<Integer> mailbox = new Mailbox<>(Runnable::run, this::handle);

      void handle(int n) {
        handled.add(n);
        if (n > 0) {
          mailbox.post(n - 1);
        }
        handled.add(-n);
      }
    }
    new Countdown().mailbox.post(2);
    assertThat(handled).containsExactly(2, -2, 1, -1, 0, 0);
  }
}
