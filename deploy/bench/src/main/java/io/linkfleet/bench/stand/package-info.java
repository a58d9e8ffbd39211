/// A worker and what it needs around it, each as it is in production: the real broker, the real
/// Redis, the simulated WhatsApp and the worker in processes of their own.
package io.linkfleet.bench.stand;
