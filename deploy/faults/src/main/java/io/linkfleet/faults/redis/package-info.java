/// A Redis primary and its two replicas, three sentinels that watch them and fail over, and what
/// is stored there in the end. The binary comes out of the `embedded-redis` jar.
package io.linkfleet.faults.redis;
