/// On whose behalf something is done: what is logged and traced while a command is carried out
/// belongs to that command, on whatever thread and however much later.
package io.linkfleet.worker.errand;
