package io.linkfleet.registry;

/// What became of the wish to end a webhook.
public enum WebhookDeletion {
  DONE,
  NO_WEBHOOK,
  NO_INSTANCE
}
