/// What fleets of ten thousand, a hundred thousand and a million connected instances take: computed
/// from the results, so that it is never older than they are.
package io.linkfleet.bench.million;
