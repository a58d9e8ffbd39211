import { useSignal } from '@preact/signals';
import { create, type Created } from '../api/instances';
import type { Failure } from '../api/outcome';
import { address } from '../route';
import { client, lookAgain } from '../session';
import { Dialog } from '../ui/dialog';
import { FailureText } from '../ui/failure';
import { Field } from '../ui/field';
import { Secret } from '../ui/secret';
import { words } from '../words/words';

export function CreateDialog({ onClose }: { onClose: () => void }) {
  const created = useSignal<Created | undefined>(undefined);
  const w = words.value;
  const made = created.value;
  return (
    <Dialog title={made === undefined ? w.createTitle : w.createdTitle(made.name)} onClose={onClose}>
      {made === undefined ? (
        <Form onClose={onClose} onCreated={(instance) => (created.value = instance)} />
      ) : (
        <>
          <Secret text={made.token} hint={w.createdHint} />
          <div class="buttons">
            <button type="button" onClick={onClose}>
              {w.close}
            </button>
            <a class="button primary" href={address(made.name, true)}>
              {w.connectNow}
            </a>
          </div>
        </>
      )}
    </Dialog>
  );
}

interface FormProps {
  onClose: () => void;
  onCreated: (instance: Created) => void;
}

function Form({ onClose, onCreated }: FormProps) {
  const name = useSignal('');
  const busy = useSignal(false);
  const error = useSignal<Failure | undefined>(undefined);
  const w = words.value;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy.value || client.value === undefined) return;
    busy.value = true;
    const outcome = await create(client.value, name.value.trim());
    busy.value = false;
    if (outcome.kind === 'done') {
      onCreated(outcome.value);
      void lookAgain();
    } else {
      error.value = outcome;
    }
  };
  return (
    <form onSubmit={submit} autocomplete="off">
      <Field label={w.createName} hint={w.createHint} error={error.value && <FailureText failure={error.value} />}>
        {(props) => (
          <input
            {...props}
            required
            autofocus
            maxLength={100}
            spellcheck={false}
            autocapitalize="off"
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
              error.value = undefined;
            }}
          />
        )}
      </Field>
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {w.cancel}
        </button>
        <button class="primary" type="submit" aria-disabled={busy.value}>
          {busy.value ? w.busy : w.create}
        </button>
      </div>
    </form>
  );
}
