/// The command that makes and checks the topics of a fleet, against a real broker.
package io.linkfleet.local.topics;
