import { words } from '../words/words';
import { Dialog } from './dialog';

interface Props {
  title: string;
  hint: string;
  action: string;
  danger?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once more. "Cancel" has the focus first, so that Enter alone does nothing. */
export function Confirm({ title, hint, action, danger = false, onConfirm, onClose }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{hint}</p>
      <div class="buttons">
        <button type="button" autofocus onClick={onClose}>
          {words.value.cancel}
        </button>
        <button
          type="button"
          class={danger ? 'danger' : 'primary'}
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {action}
        </button>
      </div>
    </Dialog>
  );
}
