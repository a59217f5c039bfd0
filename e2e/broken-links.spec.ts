import { randomBytes } from 'node:crypto';
import type { Link } from '../src/core/scenario/link.ts';
import { formatLink } from '../src/core/scenario/link.ts';
import { checksum, toBase64url } from '../src/core/scenario/linkText.ts';
import { brokenLink, canvas, expectVerdict, verdictCard } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { linkTools, payloadOf } from './support/links.ts';
import { still } from './support/still.ts';
import { fixed } from './support/yaml.ts';

test.use(still);

const whole: Link = {
  scenario: null,
  payload: { files: [{ name: 'mesh.yaml', text: fixed }], request: null },
  request: 'reviews-charges',
  frame: 'network/wire',
  detail: null,
};
const good = await formatLink(whole, linkTools);
const file = (text: string): string => JSON.stringify({ files: [{ name: 'a.yaml', text }] });
const noise = new Uint8Array(64).fill(0xff);

/** Each way to be broken, and how the screen says so. */
const broken: Readonly<Record<string, readonly [fragment: string, says: RegExp]>> = {
  'cut at the end': [good.slice(0, -10), /damaged/],
  'cut in the payload': [good.slice(0, good.indexOf('p=') + 400), /damaged/],
  'one character of the payload changed': [good.replace(/(p=2\.mix\..{200})./, '$1_'), /damaged/],
  'another step than the checksum knows': [good.replace('network/wire', 'network/wine'), /damaged/],
  'a bomb of 5 MB of zeros': [payloadOf(new Uint8Array(5 * 1024 * 1024)), /unpacks to more than 2 MB/],
  'a format of tomorrow': [payloadOf(file('a: 1'), '3.mix'), /later Hopwise \(format 3\)/],
  'an unknown codec': [payloadOf(file('a: 1'), '1.brotli'), /damaged/],
  'a stream that is no deflate': [`p=1.deflate.${toBase64url(noise)}.${checksum(noise)}`, /damaged/],
  'bytes that are not text': [payloadOf(new Uint8Array([0xff, 0xfe, 0xc0])), /holds no document/],
  'half of a JSON text': [payloadOf('{"files": [{"name": "a'), /holds no document/],
  'JSON that is no document': [payloadOf('["files"]'), /holds no document/],
  'a document whose text is a number': [payloadOf('{"files":[{"name":"a","text":1}]}'), /holds no document/],
  'too many documents': [payloadOf(file('---\na: 1\n'.repeat(501))), /more than 500 YAML documents/],
  junk: ['hello-world', /not a Hopwise link/],
  'a mesh that is not here': ['s=atlantis', /not here: “atlantis”/],
  'a request that is not in its mesh': ['s=shop-and-payments&r=nobody-calls', /not in its mesh: “nobody-calls”/],
  'a level of detail that is none': ['s=shop-and-payments&d=everything', /damaged/],
  'a field twice': ['s=shop-and-payments&s=ladder-zero-trust', /damaged/],
  'longer than is read': [`p=1.deflate.${randomBytes(150_000).toString('hex')}.AAAAAA`, /longer than Hopwise reads/],
};

test.describe('whole', () => {
  test.use({ opens: `./#${good}` });

  test('The whole link, by which the broken ones are made, opens', async ({ page }) => {
    await expectVerdict(page, 'Allowed');
    await expect(brokenLink(page)).toHaveCount(0);
  });
});

for (const [fault, [fragment, says]] of Object.entries(broken)) {
  test.describe(fault, () => {
    test.use({ opens: `./#${fragment}` });

    test(`A link with ${fault} shows the broken-link screen and no document`, async ({ page }) => {
      expect(fragment).not.toBe(good);
      await expect(brokenLink(page)).toContainText(says);
      await expect(canvas(page)).toHaveCount(0);
      await expect(verdictCard(page)).toHaveCount(0);
    });
  });
}

test('A broken link that comes into an open page changes nothing of the document', async ({ page }) => {
  await expectVerdict(page, 'Denied');
  await page.evaluate(() => (location.hash = '#hello-world'));
  await expect(brokenLink(page)).toContainText('not a Hopwise link');
  await page.goto('about:blank');
  await page.goto('./');
  await expectVerdict(page, 'Denied');
});

for (const [format, link] of [
  ['2', good],
  ['1', payloadOf(JSON.stringify({ files: [{ name: 'mesh.yaml', text: fixed }] }))],
] as const) {
  test.describe(`cut, of format ${format}`, () => {
    test.use({ opens: `./#${link.slice(0, Math.floor(link.length * 0.8))}` });

    test(`A cut link of format ${format} shows what arrived of it, and opens its whole resources for whoever asks`, async ({
      page,
    }) => {
      const arrived = brokenLink(page).getByRole('region', { name: 'What arrived of it' });
      const text = arrived.locator('pre');
      await expect(text).toContainText('kind: Scenario');
      const read = (await text.textContent()) ?? '';
      expect(fixed.startsWith(read)).toBe(true);
      expect(read.length).toBeGreaterThan(500);
      expect(read.length).toBeLessThan(fixed.length);
      await expect(canvas(page)).toHaveCount(0);
      await expectAccessible(page);
      await arrived.getByRole('button', { name: 'Open the whole resources as a new document' }).click();
      await expect(canvas(page)).toBeVisible();
      await expect(page.getByRole('main').getByText(/YAML has/)).toHaveCount(0);
    });
  });
}

test.describe('altered', () => {
  test.use({ opens: `./#${good.replace(/(p=2\.mix\..{200})./, '$1_')}` });

  test('Of a link that was altered nothing is shown: it may be anything', async ({ page }) => {
    await expect(brokenLink(page)).toContainText('damaged');
    await expect(brokenLink(page).getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(brokenLink(page).locator('pre')).toHaveCount(0);
  });
});
