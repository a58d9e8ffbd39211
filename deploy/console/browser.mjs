// A browser that looks at the page as a person does, and notes whatever a person would not see.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import jsQR from 'jsqr';
import { chromium } from 'playwright-core';
import { PNG } from 'pngjs';
import { url } from './fleet.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env.CONSOLE_SCREENSHOTS;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
});

export const close = () => browser.close();

/** What must not happen: script errors, refusals by the policy, dialogs, requests to elsewhere, tokens in addresses. */
function watch(page) {
  const seen = [];
  page.on('pageerror', (error) => seen.push(`error: ${error}`));
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content.Security|Refused/i.test(message.text())) seen.push(`policy: ${message.text()}`);
  });
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(url) && !address.startsWith('data:')) seen.push(`elsewhere: ${address}`);
    if (/lf[ai]_/.test(address)) seen.push('a token in an address');
  });
  return seen;
}

/** A window of its own on the page, in English and light unless told otherwise. */
export async function open({ token, path = '/', ...options } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-GB',
    colorScheme: 'light',
    viewport: { width: 1000, height: 760 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const seen = watch(page);
  await page.goto(path);
  if (token !== undefined) await signIn(page, token);
  return { page, context, seen, close: () => context.close() };
}

export async function signIn(page, token) {
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: /Sign in|Entrar/ }).click();
  await page.locator('#live').waitFor();
}

export const live = (page) => page.locator('#live.live').waitFor();

/** What a phone's camera reads off the screen. */
export async function readQr(page) {
  await page.locator('.qr img').waitFor({ timeout: 30_000 });
  const { data, width, height } = PNG.sync.read(await page.screenshot());
  const code = jsQR(new Uint8ClampedArray(data), width, height);
  if (code === null) throw new Error('no QR code can be read off the screen');
  return code.data;
}

/** The violations axe finds, in short; best practices included. */
export async function violations(page) {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

const KEPT = new Set([
  'sign-in',
  'instances',
  'instances-dark-phone',
  'instances-portuguese',
  'created',
  'pending',
  'pending-dark',
  'qr-code',
  'qr-code-dark-phone',
  'pairing-code',
  'webhook',
]);

/** A picture for the README, if this is one of those and they are wanted. What is secret in it is made up. */
export async function shoot(page, name) {
  if (!SHOTS || !KEPT.has(name)) return;
  await page.mouse.move(1, 1);
  await page.evaluate(() => {
    for (const secret of document.querySelectorAll('.secret input')) {
      secret.value = secret.value.slice(0, 4) + 'only-an-example'.padEnd(secret.value.length - 4, '-0123456789');
    }
  });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, animations: 'disabled', caret: 'hide' });
}
