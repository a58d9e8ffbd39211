import type { ComponentChildren } from 'preact';

export type Tone = 'good' | 'busy' | 'bad' | 'plain';

/** Something that has just become known; screen readers say it, at once where it is bad. */
export function Notice({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <div class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
