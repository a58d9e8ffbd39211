import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Failure } from './api/outcome';
import { FleetPage } from './fleet/fleet-page';
import { InstancePage } from './instance/instance-page';
import { route } from './route';
import { client, fleet, ofAccount, resume, resuming } from './session';
import { SignIn } from './sign-in';
import { Banners } from './ui/banners';
import { Header } from './ui/header';
import { words } from './words/words';

export function App() {
  const failure = useSignal<Failure | undefined>(undefined);
  useEffect(() => {
    void resume().then((found) => {
      failure.value = found;
    });
  }, []);
  const w = words.value;
  return (
    <>
      <a class="skip" href="#content" onClick={toContent}>
        {w.skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <Content failure={failure.value} />
      </main>
    </>
  );
}

function Content({ failure }: { failure: Failure | undefined }) {
  if (resuming.value) return <p class="quiet">{words.value.signingIn}</p>;
  if (client.value === undefined) return <SignIn failure={failure} />;
  return (
    <>
      <Banners />
      <Page />
    </>
  );
}

function Page() {
  const here = route.value;
  if (!ofAccount.value) {
    const own = [...fleet.value.keys()][0] ?? '';
    return <InstancePage key={own} name={own} connect={here.page === 'instance' && here.connect} />;
  }
  return here.page === 'fleet' ? (
    <FleetPage />
  ) : (
    <InstancePage key={here.name} name={here.name} connect={here.connect} />
  );
}

/** The address behind `#` is ours: the link moves the focus and leaves it alone. */
function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
