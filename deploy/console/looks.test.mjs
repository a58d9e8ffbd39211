// How it looks and reads: in light and dark, in both languages, on a phone, by keyboard; and how big and quick it is.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { after, afterEach, before, describe, it } from 'node:test';
import { close, live, open, shoot, violations } from './browser.mjs';
import { account, connected, create, phone, setFaults, call, until, url } from './fleet.mjs';

const BUDGET = 150_000;
const PHONE = { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true };

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** Receives webhooks: every second one is refused. */
let received = 0;
const receiver = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(received++ % 2 === 0 ? 200 : 503).end());
});

let windows = [];
async function at(options) {
  const window = await open(options);
  windows.push(window);
  return window;
}
afterEach(async () => {
  const seen = windows.flatMap((window) => window.seen);
  await Promise.all(windows.map((window) => window.close()));
  windows = [];
  assert.deepEqual(seen, []);
});
after(async () => {
  receiver.close();
  await close();
});

async function fits(page) {
  assert.deepEqual(await violations(page), []);
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(inner <= outer, `${inner} px on a screen of ${outer}`);
}

describe('every page', () => {
  let tenant;
  before(async () => {
    receiver.listen(0, '127.0.0.1');
    tenant = await account('Bakery');
    for (const name of ['bakery-centre', 'bakery-north', 'deliveries']) await connected(tenant.token, name);
    const { phone: gone } = await connected(tenant.token, 'old-phone');
    await gone.unlink();
    await connected(tenant.token, 'support');
    await setFaults({ hangUnlink: true });
    await call(tenant.token, 'DELETE', '/api/instance/logout/support');
    await create(tenant.token, 'night-shift');
  });
  after(() => setFaults({}));

  for (const colorScheme of ['light', 'dark']) {
    for (const size of [{}, PHONE]) {
      const kind = `${colorScheme}${size === PHONE ? ', on a phone' : ''}`;
      const name = (page) => `${page}${colorScheme === 'dark' ? '-dark' : ''}${size === PHONE ? '-phone' : ''}`;

      it(`is readable for everybody: ${kind}`, async () => {
        const { page } = await at({ colorScheme, ...size });
        await fits(page);
        await shoot(page, name('sign-in'));
        await page.getByLabel('Token').fill(tenant.token);
        await press(page, 'Sign in');
        await live(page);
        await page.getByText('Unlink pending').first().waitFor();
        await fits(page);
        await shoot(page, name('instances'));
        await press(page, 'New instance');
        await page.getByRole('dialog').getByLabel('Name').fill(name('weekend-shop'));
        await fits(page);
        await press(page, 'Create');
        await page.locator('.secret').waitFor();
        await fits(page);
        await shoot(page, name('created'));
        await press(page, 'Close');
        await page.goto('/#/support');
        await page.locator('#standing').waitFor();
        await fits(page);
        await shoot(page, name('pending'));
        await press(page, 'Delete');
        await page.getByRole('dialog').waitFor();
        await fits(page);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      });
    }
  }

  it('speaks the browser’s language, and the chosen one', async () => {
    const { page } = await at({ locale: 'pt-BR', token: tenant.token });
    await live(page);
    await page.getByRole('heading', { name: 'Instâncias' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'pt-BR');
    await fits(page);
    await shoot(page, 'instances-portuguese');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Instances' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Instances' }).waitFor();
  });
});

describe('linking a phone', () => {
  it('is readable for everybody, too', async () => {
    const { token } = await account('linking');
    await create(token, 'night-shift');
    for (const [options, name] of [
      [{}, 'qr-code'],
      [{ colorScheme: 'dark', ...PHONE }, 'qr-code-dark-phone'],
    ]) {
      const { page } = await at({ token, path: '/#/night-shift/connect', ...options });
      await page.getByText(/A fresh code in/).waitFor({ timeout: 30_000 });
      await fits(page);
      await shoot(page, name);
    }
    const { page } = await at({ token, path: '/#/night-shift/connect' });
    await page.getByLabel('Code by number').check();
    await fits(page);
    await page.getByLabel('Phone number').fill((await phone()).number);
    await press(page, 'Get a code');
    await page.getByText(/Valid for/).waitFor({ timeout: 30_000 });
    await fits(page);
    await shoot(page, 'pairing-code');
  });
});

describe('a webhook', () => {
  it('is set, tried, seen to arrive or not, and removed', async () => {
    const { token } = await account('hooks');
    await create(token, 'orders');
    const { page } = await at({ token, path: '/#/orders', viewport: { width: 1000, height: 980 } });
    await live(page);
    await page.locator('summary').click();
    await fits(page);
    await page.getByLabel('Address').fill(`http://127.0.0.1:${receiver.address().port}/linkfleet`);
    await page.getByLabel('Authorization').fill('Bearer of-the-receiver');
    await press(page, 'Save');
    assert.match(await page.locator('.secret input').inputValue(), /^lfw_/);
    received = 0;
    await press(page, 'Send a test');
    await page.locator('.delivery', { hasText: 'Delivered' }).waitFor();
    await press(page, 'Send a test');
    await page.locator('.delivery', { hasText: /Failed.*503/ }).waitFor();
    await fits(page);
    await shoot(page, 'webhook');
    await press(page, 'Remove');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByLabel('Address').waitFor();
    assert.equal((await call(token, 'GET', '/api/instance/webhook/orders')).status, 404);
  });
});

describe('by keyboard alone', () => {
  it('everything can be reached and done', async () => {
    const { token } = await account('keys');
    await create(token, 'first');
    const { page } = await at({ token });
    await live(page);
    const tabTo = async (text) => {
      for (let stops = 0; stops < 30; stops++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => document.activeElement?.textContent ?? '');
        if (at.includes(text)) return;
      }
      assert.fail(`no way to ${text}`);
    };
    await page.evaluate(() => document.body.focus());
    await tabTo('New instance');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('second');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '“second” is made' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'second' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'New instance');
    await tabTo('second');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'second' }).waitFor();
    await tabTo('Delete');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('“second” is deleted.').waitFor();
  });
});

describe('size and speed', () => {
  it('are within the budget', async () => {
    const index = await (await fetch(`${url}/`)).text();
    const files = [...index.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(([, path]) => path);
    assert.ok(files.length >= 3, files.join(' '));
    let total = gzipSync(index).length;
    for (const file of files) total += gzipSync(Buffer.from(await (await fetch(url + file)).arrayBuffer())).length;
    console.log(`the page is ${total} bytes compressed`);
    assert.ok(total < BUDGET, `${total} bytes`);

    const views = [];
    for (let view = 0; view < 3; view++) {
      const { page } = await at();
      await page.getByLabel('Token').waitFor();
      views.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime));
    }
    console.log(`first view after ${views.map(Math.round).join(', ')} ms`);
    assert.ok(Math.min(...views) < 1_000, `${views} ms`);
  });

  it('stay with a thousand instances', async () => {
    const { token } = await account('thousand');
    for (let n = 0; n < 1_000; n += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, i) => create(token, `shop-${n + i}`)));
    }
    const { page } = await at({ token });
    await live(page);
    await page.getByText('1000', { exact: true }).first().waitFor();
    const begun = Date.now();
    await page.reload();
    await page.locator('.row').first().waitFor();
    console.log(`a thousand instances after ${Date.now() - begun} ms`);
    const typing = await page.evaluate(async () => {
      const search = document.querySelector('input[type=search]');
      const times = [];
      for (const text of ['s', 'sh', 'shop-9', 'shop-99', 'shop-999', '']) {
        const start = performance.now();
        search.value = text;
        search.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        times.push(Math.round(performance.now() - start));
      }
      return times;
    });
    console.log(`a letter typed is drawn after ${typing.join(', ')} ms`);
    assert.ok(typing.toSorted((a, b) => a - b)[3] < 200, `${typing} ms`);
    await page.getByRole('searchbox').fill('shop-777');
    await page.locator('.row', { hasText: 'shop-777' }).waitFor();
    assert.equal(await page.locator('.row').count(), 1);
    await page.getByRole('searchbox').fill('');
    await until(async () => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      return (await page.locator('.row').count()) === 1_000;
    });
    await page.locator('.row', { hasText: 'shop-999' }).waitFor();
  });
});
