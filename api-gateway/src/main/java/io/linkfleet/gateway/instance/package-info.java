/// The endpoints of instances: from a name in a path to an instance id, from an endpoint to a
/// command, and from the outcome of that command back to HTTP, in one exhaustive switch.
package io.linkfleet.gateway.instance;
