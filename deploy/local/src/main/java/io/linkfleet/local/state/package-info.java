/// What the local fleet keeps between two starts: one directory that only its owner may enter, held
/// by one fleet at a time, with a directory for each part and the secrets made at the first start.
package io.linkfleet.local.state;
