import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLink, type Link } from './link.ts';
import type { LinkTools } from './linkFormats.ts';
import { mixPayload, unmixCut, unmixPayload } from './linkMix.ts';
import { salvageLink, type SalvageTools, wholeResources } from './linkSalvage.ts';

const base = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\n'.repeat(3);
const wordings = async (): Promise<readonly string[]> => [base];
const tools: LinkTools & SalvageTools = {
  compress: async (bytes) => new Uint8Array(deflateRawSync(bytes)),
  decompress: async (bytes) => new Uint8Array(inflateRawSync(bytes)),
  mixer: {
    pack: async (payload, after) => mixPayload(payload, after),
    unpack: async (packed, after) => unmixPayload(packed, after),
  },
  inflateCut: async (bytes) => new Uint8Array(inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })),
  salvage: async (packed, after) => unmixCut(packed, after),
  wordings,
};
const first: LinkTools = { ...tools, mixer: { ...tools.mixer, pack: () => Promise.reject(new Error('offline')) } };

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, annotations: { "é\\": "\u0007 𝄞" } }\n---\n`;
const files = [
  { name: 'a.yaml', text: base + ['web', 'api', 'store', 'batch'].map(pod).join('') },
  { name: 'b.yaml', text: pod('other') },
];
const link = (scenario: string | null): Link => ({
  scenario,
  payload: { files, request: null },
  request: null,
  frame: null,
  detail: null,
});

describe.each([
  ['format 2', tools, null],
  ['format 2, after a built-in mesh', tools, 'shop-and-payments'],
  ['format 1', first, null],
] as const)('a link of %s', (_name, packs, scenario) => {
  it('that is cut anywhere gives nothing but the beginning of what it held, and ever more of it', async () => {
    const whole = await formatLink(link(scenario), packs);
    const start = whole.indexOf('p=');
    let most = 0;
    for (let end = start; end < whole.length; end += 7) {
      const found = await salvageLink(whole.slice(0, end), tools);
      for (const [index, { name, text, isWhole }] of found.entries()) {
        expect(files[index]?.name).toBe(name);
        expect(files[index]?.text.startsWith(text)).toBe(true);
        expect(isWhole).toBe(files[index]?.text === text);
      }
      const length = found.reduce((sum, { text }) => sum + text.length, 0);
      expect(length).toBeGreaterThanOrEqual(0);
      most = Math.max(most, length);
      for (const { name, text } of wholeResources(found) ?? []) {
        const held = files.find((each) => each.name === name)?.text ?? '';
        expect(held.startsWith(text)).toBe(true);
        expect(held === text || held.slice(text.length).startsWith('---\n')).toBe(true);
      }
    }
    expect(most).toBeGreaterThan(300);
  });
});

it('gives nothing of a link that was altered, and never throws', async () => {
  const whole = await formatLink(link(null), tools);
  const at = whole.indexOf('2.mix.') + 30;
  expect(await salvageLink(`${whole.slice(0, at)}_${whole.slice(at + 1)}`, tools)).toEqual([]);
  await fc.assert(
    fc.asyncProperty(fc.base64String(), fc.constantFrom('1.deflate.', '2.mix.', '3.x.', ''), async (data, head) => {
      const found = await salvageLink(`p=${head}${data.replaceAll(/[+/=]/g, '_')}`, tools);
      expect(Array.isArray(found)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
