/// What is written down for operators and made from what the programs are: each page is made anew
/// here and has to be the one in `deploy/`.
package io.linkfleet.local.reference;
