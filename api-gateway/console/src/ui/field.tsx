import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  label: string;
  hint?: string;
  /** What is wrong with the entry. */
  error?: ComponentChildren;
  children: (props: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ComponentChildren;
}

/** A labelled control with what is to be said about it, tied together for screen readers. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': error !== undefined })}
      {error === undefined ? (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      ) : (
        <p id={`${id}-hint`} class="hint wrong" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
