// The main job, by hand: sign in, create, scan, connected, logout; and what a phone does meanwhile.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { close, live, open, readQr, signIn } from './browser.mjs';
import { account, call, connected, create, phone, state, until } from './fleet.mjs';

after(close);

const standing = (page, text) => page.locator('#standing', { hasText: text }).waitFor();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const confirm = (page, name) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

describe('the console', () => {
  let tenant;
  let windows = [];
  const at = async (options) => {
    const window = await open(options);
    windows.push(window);
    return window;
  };

  before(async () => {
    tenant = await account('console');
  });
  afterEach(async () => {
    const seen = windows.flatMap((window) => window.seen);
    await Promise.all(windows.map((window) => window.close()));
    windows = [];
    assert.deepEqual(seen, []);
  });

  it('lets nobody in without a valid token', async () => {
    const { page } = await at();
    await page.getByLabel('Token').fill('short');
    await press(page, 'Sign in');
    await page.getByRole('alert').getByText('16 to 256 characters').waitFor();
    await page.getByLabel('Token').fill('lfa_00000000000000000000000000000000');
    await press(page, 'Sign in');
    await page.getByRole('alert').getByText('not valid').waitFor();
    await signIn(page, tenant.token);
    await page.getByRole('heading', { name: 'No instances yet' }).waitFor();
    assert.equal(new URL(page.url()).search, '');
  });

  it('creates an instance, links a phone that scans the screen, and logs it out', async () => {
    const { page } = await at({ token: tenant.token });
    await live(page);
    await page.evaluate(() => (globalThis.sameDocument = true));
    await press(page, 'New instance');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('my shop');
    await confirm(page, 'Create');
    await dialog.getByRole('alert').getByText('1 to 100 letters').waitFor();
    await dialog.getByLabel('Name').fill('shop');
    await confirm(page, 'Create');
    const shown = await dialog.locator('.secret input').inputValue();
    assert.match(shown, /^lfi_/);
    await confirm(page, 'Copy');
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
    await dialog.getByRole('link', { name: 'Connect a phone' }).click();

    const its = await phone();
    const first = await readQr(page);
    await page.getByText(/A fresh code in \d+ s/).waitFor();
    await until(async () => (await readQr(page)) !== first);
    await its.scan(await readQr(page));
    await standing(page, 'Connected');
    await page.getByRole('status').getByText('Connected.').waitFor();
    assert.ok((await page.content()).includes(its.number.slice(-4)));
    assert.ok(!(await page.content()).includes(its.number));

    await press(page, 'Log out');
    await page.getByRole('dialog', { name: 'Log “shop” out?' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal((await state(tenant.token, 'shop')).status, 'connected', 'Enter alone does nothing');
    await press(page, 'Log out');
    await confirm(page, 'Log out');
    await page.getByText('Unlinked: WhatsApp has confirmed it.').waitFor();
    await standing(page, 'Logged out');
    assert.deepEqual(await its.devices(), []);
    assert.ok(await page.evaluate(() => globalThis.sameDocument), 'without a reload');
  });

  it('links by a code that is typed into the phone', async () => {
    await create(tenant.token, 'typed');
    const { page } = await at({ token: tenant.token });
    await page.getByRole('link', { name: 'typed' }).click();
    await page.getByRole('link', { name: 'Connect', exact: true }).click();
    await page.getByLabel('Code by number').check();
    await page.getByLabel('Phone number').fill('0123');
    await press(page, 'Get a code');
    await page.getByRole('alert').getByText('no phone number').waitFor();
    const its = await phone();
    await page.getByLabel('Phone number').fill(`+${its.number}`);
    await press(page, 'Get a code');
    const code = await page.locator('.digits').textContent({ timeout: 30_000 });
    await page.getByText(/Valid for \d+ s/).waitFor();
    await its.enter(code);
    await standing(page, 'Connected');
  });

  it('shows what the phone, or another caller, does', async () => {
    const { phone: its } = await connected(tenant.token, 'watched');
    const { page } = await at({ token: tenant.token, path: '/#/watched' });
    await live(page);
    await standing(page, 'Connected');
    await press(page, 'Reconnect');
    await confirm(page, 'Reconnect');
    await page.getByRole('status').getByText('Connected.').waitFor();
    await its.unlink();
    await standing(page, 'Logged out');
    await standing(page, 'removed on the phone');
    await page.getByRole('link', { name: 'All instances' }).click();
    await create(tenant.token, 'made-elsewhere');
    await page.getByRole('link', { name: 'made-elsewhere' }).waitFor();
    await call(tenant.token, 'DELETE', '/api/instance/delete/made-elsewhere');
    await page.getByRole('link', { name: 'made-elsewhere' }).waitFor({ state: 'detached' });
  });

  it('deletes', async () => {
    await create(tenant.token, 'short-lived');
    const { page } = await at({ token: tenant.token, path: '/#/short-lived' });
    await press(page, 'Delete');
    await confirm(page, 'Delete');
    await page.getByText('“short-lived” is deleted.').waitFor();
    assert.equal((await call(tenant.token, 'GET', '/api/instance/list?instanceName=short-lived')).status, 404);
  });

  it('shows an instance to its own token, and nothing else', async () => {
    const own = await create(tenant.token, 'alone');
    const { page } = await at({ token: own, path: '/#/shop' });
    await page.getByRole('heading', { name: 'alone' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Delete' }).count(), 0);
    assert.equal(await page.getByText('shop').count(), 0);
    await page.reload();
    await page.getByRole('heading', { name: 'alone' }).waitFor();
    await press(page, 'Sign out');
    await page.getByLabel('Token').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0);
  });
});
