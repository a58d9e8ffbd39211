/// Speed and density of the fleet, each figure against a floor measured in the same run.
///
/// [io.linkfleet.bench.Bench] is the program. `measure` is the shape of one measurement and the
/// conditions it runs under, `fleet` the fleet as real processes, `sample` what is made of raw
/// samples, `report` what is written down. Every other package holds measurements, named in
/// [io.linkfleet.bench.Catalogue].
package io.linkfleet.bench;
