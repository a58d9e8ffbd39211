import { client, live, signOut } from '../session';
import { choose, language, LANGUAGES, words, type Language } from '../words/words';

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
      <select
        class="plain"
        aria-label={w.language}
        value={language.value}
        onChange={(event) => choose(event.currentTarget.value as Language)}
      >
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      {client.value !== undefined && (
        <button class="plain" type="button" onClick={signOut}>
          {w.signOut}
        </button>
      )}
    </header>
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
