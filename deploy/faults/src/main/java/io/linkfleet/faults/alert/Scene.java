package io.linkfleet.faults.alert;

import io.linkfleet.faults.fleet.Fleet;

/// Where harm is done.
record Scene(Fleet fleet, Api api, Instances instances, Receiver receiver) {}
