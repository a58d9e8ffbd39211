import { useEffect } from 'preact/hooks';
import { FleetPage } from './fleet/fleet-page';
import { InstancePage } from './instance/instance-page';
import { route } from './route';
import { client, fleet, ofAccount, resume, resuming, signOut } from './session';
import { SignIn } from './sign-in';
import { Banners } from './ui/banners';
import { FailureText } from './ui/failure';
import { Header } from './ui/header';
import { Notice } from './ui/notice';
import { words } from './words/words';

export function App() {
  const w = words.value;
  useEffect(() => void resume(), []);
  return (
    <>
      <a class="skip" href="#content" onClick={toContent}>
        {w.skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <Content />
      </main>
    </>
  );
}

function Content() {
  const w = words.value;
  if (client.value !== undefined) {
    return (
      <>
        <Banners />
        <Page />
      </>
    );
  }
  switch (resuming.value) {
    case 'no':
      return <SignIn />;
    case 'now':
      return <p class="quiet">{w.signingIn}</p>;
    default:
      return (
        <>
          <Notice tone="bad">
            <FailureText failure={resuming.value} read />
          </Notice>
          <div class="buttons">
            <button class="primary" type="button" onClick={resume}>
              {w.tryAgain}
            </button>
            <button type="button" onClick={signOut}>
              {w.signOut}
            </button>
          </div>
        </>
      );
  }
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
