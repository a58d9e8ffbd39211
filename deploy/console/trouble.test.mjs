// What the page says when something is wrong, and what nobody can make it do.
import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'node:test';
import { close, live, open, signIn } from './browser.mjs';
import { account, call, connected, create, dropConnections, rotateToken, setFaults } from './fleet.mjs';

after(close);

const standing = (page, text) => page.locator('#standing', { hasText: text }).waitFor();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const confirm = (page, name) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

let windows = [];
async function at(options) {
  const window = await open(options);
  windows.push(window);
  return window;
}
afterEach(async () => {
  await setFaults({});
  const seen = windows.flatMap((window) => window.seen);
  await Promise.all(windows.map((window) => window.close()));
  windows = [];
  assert.deepEqual(seen, []);
});

describe('while WhatsApp can’t be reached', () => {
  it('a logout is pending, and is done by itself afterwards', async () => {
    const { token } = await account('unreachable');
    const { phone } = await connected(token, 'support');
    const { page } = await at({ token, path: '/#/support' });
    await live(page);
    await standing(page, 'Connected');
    await setFaults({ refuseConnections: true });
    await dropConnections();
    await standing(page, 'Connecting');
    await press(page, 'Log out');
    await confirm(page, 'Log out');
    await page.getByText('Waiting for WhatsApp to confirm').waitFor();
    await page.getByText('Not confirmed yet. The unlink is on record').waitFor({ timeout: 25_000 });
    await page.getByText('Unlink pending').first().waitFor();
    assert.equal((await phone.devices()).length, 1);
    await setFaults({});
    await page.getByText('Unlinked: WhatsApp has confirmed it.').waitFor({ timeout: 30_000 });
    assert.equal(await page.getByText('Unlink pending').count(), 0);
    assert.deepEqual(await phone.devices(), []);
  });

  it('a code can’t be had, and can be asked for again', async () => {
    const { token } = await account('no codes');
    await create(token, 'support');
    await setFaults({ refuseConnections: true });
    const { page } = await at({ token, path: '/#/support/connect' });
    await page.getByRole('alert').getByText('No code came in time').waitFor({ timeout: 30_000 });
    await setFaults({});
    await press(page, 'Try again');
    await page.locator('.qr img').waitFor({ timeout: 30_000 });
  });
});

describe('over the limit', () => {
  it('says how long to wait, counts down, and goes on', async () => {
    const { token } = await account('busy', { limit: 5 });
    const { page } = await at({ token });
    await live(page);
    for (let calls = 0; calls < 5; calls++) await call(token, 'GET', '/api/instance/list');
    await press(page, 'New instance');
    await page.getByLabel('Name').fill('patient');
    await confirm(page, 'Create');
    await page
      .getByRole('alert')
      .getByText(/limit of requests is reached.* in \d/)
      .first()
      .waitFor();
    const timer = page.locator('#limited');
    const left = async () => Number(/(\d+) s/.exec(await timer.textContent())?.[1]);
    const before = await left();
    assert.ok(before > 1 && before <= 12, `${before} s`);
    await page.waitForFunction((was) => !document.querySelector('#limited')?.textContent.includes(was), `${before} s`);
    await timer.waitFor({ state: 'detached' });
    await confirm(page, 'Create');
    await page.getByRole('dialog', { name: '“patient” is made' }).waitFor();
  });
});

describe('two tenants', () => {
  it('never see each other', async () => {
    const [a, b] = [await account('a'), await account('b')];
    for (const { token } of [a, b]) await create(token, 'support');
    await create(a.token, 'only-a');
    const here = await at({ token: a.token });
    const there = await at({ token: b.token });
    await Promise.all([live(here.page), live(there.page)]);
    await connected(a.token, 'secret-a');
    await here.page.getByRole('link', { name: 'secret-a Connected' }).waitFor();
    await create(b.token, 'last-b');
    await there.page.getByRole('link', { name: 'last-b' }).waitFor();
    const names = await there.page.locator('.row .name').allTextContents();
    assert.deepEqual(names, ['last-b', 'support']);
    await there.page.goto('/#/only-a');
    await there.page.getByText('There is no instance “only-a”').waitFor();
    await press(there.page, 'Sign out');
    await signIn(there.page, a.token);
    await there.page.getByRole('link', { name: 'only-a' }).waitFor();
    assert.equal(await there.page.getByText('last-b').count(), 0);
  });
});

describe('a lost connection', () => {
  it('shows, and what was missed comes afterwards', async () => {
    const { token } = await account('offline');
    await create(token, 'before');
    const { page, context } = await at({ token });
    await live(page);
    await context.setOffline(true);
    await page.locator('#live.offline').waitFor();
    await page.locator('#offline').getByText('may be out of date').waitFor();
    await create(token, 'meanwhile');
    await call(token, 'DELETE', '/api/instance/delete/before');
    await context.setOffline(false);
    await live(page);
    await page.getByRole('link', { name: 'meanwhile' }).waitFor();
    await page.getByRole('link', { name: 'before' }).waitFor({ state: 'detached' });
  });

  it('for good, with a new token, leads back to the door', async () => {
    const { id, token } = await account('rotated');
    const { page } = await at({ token });
    await live(page);
    await rotateToken(id);
    await page.getByRole('alert').getByText('no longer valid').waitFor({ timeout: 40_000 });
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  });
});

describe('markup where text belongs', () => {
  const EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

  it('is refused in names and addresses, or shown as it is', async () => {
    const { token } = await account('markup');
    await create(token, 'plain');
    const { page } = await at({ token });
    await press(page, 'New instance');
    await page.getByRole('dialog').getByLabel('Name').fill(EVIL);
    await confirm(page, 'Create');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.goto(`/#/${encodeURIComponent(EVIL)}`);
    await page.goto('/#/plain');
    await page.locator('summary').click();
    const address = page.getByLabel('Address');
    for (const bad of ['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'http://10.0.0.1:x/']) {
      await address.fill(bad);
      await press(page, 'Save');
      await page.getByRole('alert').getByText('no address for a webhook').waitFor();
    }
    const kept = "https://example.com/?q='><img/src=x/onerror=alert(1)>";
    await address.fill(kept);
    await press(page, 'Save');
    const shown = page.locator('dd.url').or(page.getByRole('alert'));
    await shown.waitFor();
    assert.equal(await page.locator('main img').count(), 0);
  });

  it('from a gateway gone mad is only text', async () => {
    const { token } = await account('mad');
    const mad = {
      name: EVIL,
      status: EVIL,
      connection: { state: EVIL, numberJid: EVIL, reason: EVIL, until: EVIL },
      createdAt: EVIL,
      stateSince: EVIL,
      unlinkPending: true,
    };
    const { page } = await at();
    const body = JSON.stringify({ success: true, message: EVIL, instances: [mad, { ...mad, name: 'sane' }] });
    await page.route('**/api/instance/list', (route) => route.fulfill({ contentType: 'application/json', body }));
    await page.route('**/api/instance/events', (route) => route.abort());
    await page.route('**/api/instance/webhook/**', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/json',
        body: JSON.stringify({ success: false, error: { message: EVIL } }),
      }),
    );
    await signIn(page, token);
    await page.locator('.row .name', { hasText: EVIL }).waitFor();
    await page.goto('/#/sane');
    await page.locator('summary').click();
    await page.getByRole('alert').getByText(EVIL).waitFor();
    assert.equal(await page.locator('main img, main script').count(), 0);
  });
});
