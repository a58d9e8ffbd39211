/// A real Kafka broker inside this JVM, and the topics of a fleet on it.
///
/// One node that is controller and broker at once (KRaft combined mode), on loopback, its log under
/// one directory: started again on that directory it knows everything it knew before. It uses
/// classes that Kafka calls internal, so the version is pinned by the root pom.
package io.linkfleet.local.broker;
