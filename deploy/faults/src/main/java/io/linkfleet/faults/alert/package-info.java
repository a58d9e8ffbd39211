/// Whether each alert fires when what it is about happens, and none in a fleet that is well.
///
/// A [Provocation] names a [Harm] that is done to a fleet of real processes and the alerts that
/// must fire by it. [Prometheus] is the real one; its rules are those of production with all
/// durations divided, so that minutes show what would take hours.
package io.linkfleet.faults.alert;
