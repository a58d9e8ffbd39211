/// A real Redis as a child process of this JVM, its data under one directory.
///
/// The binary comes out of the `embedded-redis` jar, so there is nothing to install. Every write is
/// appended to a file before it is answered, as in production. A second, tiny child waits for this
/// JVM to vanish and stops Redis then, so that none is left behind whatever kills us.
package io.linkfleet.local.redis;
