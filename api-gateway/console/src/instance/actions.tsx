import { useSignal } from '@preact/signals';
import { logout, reconnect, remove, type Instance } from '../api/instances';
import type { Client } from '../api/client';
import { address } from '../route';
import { client, forget, lookAgain, ofAccount } from '../session';
import { Confirm } from '../ui/confirm';
import { words, type Words } from '../words/words';
import type { Action, Said } from './said';

const CALLS = { reconnect, logout, remove };

interface Props {
  instance: Instance;
  tell: (said: Said) => void;
}

export function Actions({ instance, tell }: Props) {
  const asking = useSignal<Action | undefined>(undefined);
  const busy = useSignal(false);
  const { name } = instance;
  const w = words.value;
  const act = async (action: Action, by: Client) => {
    busy.value = true;
    tell({ kind: 'waiting', action });
    const outcome = await CALLS[action](by, name);
    busy.value = false;
    if (action === 'remove' && outcome.kind === 'done') {
      forget(name);
      return;
    }
    tell({ kind: 'answered', action, outcome });
    void lookAgain();
  };
  const ask = (action: Action) => () => {
    if (!busy.value) asking.value = action;
  };
  const linked = instance.connection.numberJid !== null;
  const online = instance.status === 'connected';
  return (
    <div class="buttons actions">
      {!linked && (
        <a class="button primary" href={address(name, true)} aria-disabled={busy.value}>
          {w.connect}
        </a>
      )}
      {linked && (
        <button type="button" class={online ? '' : 'primary'} aria-disabled={busy.value} onClick={ask('reconnect')}>
          {w.reconnect}
        </button>
      )}
      {(linked || instance.unlinkPending || instance.status === 'connecting') && (
        <button type="button" aria-disabled={busy.value} onClick={ask('logout')}>
          {w.logout}
        </button>
      )}
      {ofAccount.value && (
        <button type="button" class="danger" aria-disabled={busy.value} onClick={ask('remove')}>
          {w.remove}
        </button>
      )}
      {asking.value !== undefined && (
        <Confirm
          {...question(asking.value, name, w)}
          danger={asking.value !== 'reconnect'}
          onClose={() => (asking.value = undefined)}
          onConfirm={confirmed(asking.value, act)}
        />
      )}
    </div>
  );
}

function confirmed(action: Action, act: (action: Action, by: Client) => Promise<void>) {
  return () => {
    if (client.value !== undefined) void act(action, client.value);
  };
}

function question(action: Action, name: string, w: Words) {
  switch (action) {
    case 'reconnect':
      return { title: w.reconnectAsk(name), hint: w.reconnectHint, action: w.reconnect };
    case 'logout':
      return { title: w.logoutAsk(name), hint: w.logoutHint, action: w.logout };
    case 'remove':
      return { title: w.removeAsk(name), hint: w.removeHint, action: w.remove };
  }
}
