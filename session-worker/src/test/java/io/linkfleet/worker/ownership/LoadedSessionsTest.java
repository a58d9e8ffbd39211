package io.linkfleet.worker.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.InstanceId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadedSessionsTest {
  static final InstanceId A = InstanceId.random(new Random(1));
  static final InstanceId B = InstanceId.random(new Random(2));
  static final InstanceId C = InstanceId.random(new Random(3));

  final LoadedSessions<String> sessions = new LoadedSessions<>(2);

  private String of(InstanceId instance) {
    return sessions.of(instance, id -> "session of " + id);
  }

  private void comeToRest(InstanceId... instances) {
    for (InstanceId instance : instances) {
      of(instance);
      assertThat(sessions.atRest(instance)).isEmpty();
    }
  }

  @Test
  void aFewAtRestAreKept() {
    comeToRest(A, B);
    assertThat(sessions.all()).hasSize(2);
  }

  @Test
  void theOneThatHasRestedLongestMakesRoom() {
    comeToRest(A, B, A);
    of(C);
    assertThat(sessions.atRest(C)).contains("session of " + B);
    assertThat(sessions.all()).containsExactlyInAnyOrder("session of " + A, "session of " + C);
  }

  @Test
  void whatIsAtWorkIsNeverDropped() {
    comeToRest(A, B);
    of(A);
    of(B);
    of(C);
    assertThat(sessions.atRest(C)).isEmpty();
    assertThat(sessions.all()).hasSize(3);
  }

  @Test
  void oneThatIsNotKnownAnyMoreTakesNoRoom() {
    comeToRest(A, B);
    assertThat(sessions.atRest(C)).isEmpty();
    assertThat(sessions.all()).hasSize(2);
  }
}
