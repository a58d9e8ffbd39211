/// What an idle connection costs a worker: memory, threads and CPU, and whether that stays the same
/// per connection when there are twenty times as many.
package io.linkfleet.bench.density;
