import { client, live, signOut } from '../session';
import { choose, language, LANGUAGES, words } from '../words/words';

export function Header() {
  const w = words.value;
  return (
    <header class="top">
      <a class="brand" href="#">
        <img src="/console/icon.svg" alt="" width="24" height="24" />
        {w.title}
      </a>
      {client.value !== undefined && <LiveMark />}
      <span class="spread" />
      <OtherLanguage />
      {client.value !== undefined && (
        <button class="plain" type="button" onClick={signOut}>
          {w.signOut}
        </button>
      )}
    </header>
  );
}

/** There are two: the button is called what it switches to, in that language. */
function OtherLanguage() {
  const other = language.value === 'en' ? 'pt' : 'en';
  return (
    <button class="plain" type="button" lang={other} onClick={() => choose(other)}>
      {LANGUAGES[other]}
    </button>
  );
}

function LiveMark() {
  const { kind } = live.value;
  const w = words.value;
  const text = { opening: w.opening, live: w.live, offline: w.offline, ended: '' }[kind];
  return (
    <span class={`live ${kind}`} role="status" id="live">
      <span class="dot" aria-hidden="true" />
      {text}
    </span>
  );
}
