/// What the fleet knows, in Redis: accounts and tokens, instances, their devices' sealed
/// credentials, and who owns which partition. [io.linkfleet.registry.Registry] is the way in.
///
/// The layout of the keys is [io.linkfleet.registry.Keys], and everything that must happen at once
/// is a Lua script beside it in the resources. All keys of one script share a hash tag, so one
/// script runs in one slot of a Redis Cluster. Instances live under the tag of their partition:
/// a worker's write compares the partition's owner in the very script that writes.
///
/// Calls block; they are meant for virtual threads. [io.linkfleet.registry.RegistryUnavailable] is
/// thrown when Redis does not answer within the command timeout, at once while it is away.
package io.linkfleet.registry;
