/// Commands out, replies in. [io.linkfleet.gateway.dispatch.CommandDispatcher] registers a waiter,
/// publishes the command to the partition of its instance, and awaits the reply until the deadline.
/// Replies come on the one partition of the reply topic that this gateway has picked and names in
/// each command; no consumer group, so nothing is ever rebalanced away.
package io.linkfleet.gateway.dispatch;
