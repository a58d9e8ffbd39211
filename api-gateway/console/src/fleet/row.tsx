import type { Instance } from '../api/instances';
import { address } from '../route';
import { NumberOf, Pending, State } from '../ui/state';

export function Row({ instance }: { instance: Instance }) {
  return (
    <li>
      <a class="row" href={address(instance.name)}>
        <span class="name">{instance.name}</span>
        <State instance={instance} />
        <NumberOf instance={instance} />
        {instance.unlinkPending && <Pending />}
      </a>
    </li>
  );
}
