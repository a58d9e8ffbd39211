package io.linkfleet.simulator.fault;

/// The faults in force now. May be read and replaced from any thread.
public final class FaultSwitch {
  private volatile Faults current = Faults.NONE;

  public Faults get() {
    return current;
  }

  public void replace(Faults faults) {
    current = faults;
  }
}
