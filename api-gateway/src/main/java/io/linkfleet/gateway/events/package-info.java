/// What happens to instances, told to open pages while it happens, as server-sent events.
///
/// Every gateway reads the whole event topic, from its end and in no group. An event only says that
/// an instance has changed: what pages are shown is read anew from the registry, once for all of
/// them. What they are shown is known here, so that a page which was cut off is told what it
/// missed: the id of each message says in a few bytes what the page shows, to any gateway.
package io.linkfleet.gateway.events;
