/// One measurement, by what it is asked for, and the conditions under which it runs: how large,
/// how long, how often.
package io.linkfleet.bench.measure;
