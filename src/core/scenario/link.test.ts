import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Request } from '../model/request.ts';
import { workloadId } from '../model/resource.ts';
import { formatLink, inputLimit, type Link, readLink } from './link.ts';
import { type LinkTools, outputLimit } from './linkFormats.ts';
import { mixPayload, unmixPayload } from './linkMix.ts';
import { checksum, fromBase64url, toBase64url } from './linkText.ts';

const base = 'kind: Namespace\nmetadata:\n  name: shop\n'.repeat(3);
const tools: LinkTools = {
  compress: async (bytes) => new Uint8Array(deflateRawSync(bytes)),
  decompress: async (bytes, limit) => {
    try {
      return new Uint8Array(inflateRawSync(bytes, { maxOutputLength: limit }));
    } catch (error) {
      return error instanceof RangeError ? 'tooLarge' : 'damaged';
    }
  },
  mixer: {
    pack: async (payload, after) => mixPayload(payload, after),
    unpack: async (packed, after) => unmixPayload(packed, after),
  },
  wordings: async (scenario) => (scenario === 'shop-and-payments' ? [base] : []),
};
/** As links were made before format 2, and are where its packer cannot be fetched. */
const first: LinkTools = { ...tools, mixer: { ...tools.mixer, pack: () => Promise.reject(new Error('offline')) } };

const request: Request = {
  id: 'mine',
  title: '',
  caller: { kind: 'workload', workload: workloadId('shop', 'reviews') },
  target: { kind: 'host', host: 'backend.payments', port: 8080, via: null },
  payload: { kind: 'http', method: 'GET', path: '/charges', host: null, headers: [], version: '1.1' },
  tls: null,
};
const named: Link = {
  scenario: 'shop-and-payments',
  payload: null,
  request: 'reviews-charges',
  frame: 'payments/backend/inbound/rbac-allow',
  detail: 'checks',
};
const own: Link = {
  scenario: null,
  payload: { files: [{ name: 'mesh.yaml', text: 'kind: Namespace\n# ünïcode ✓\n' }], request },
  request: null,
  frame: 'answer',
  detail: null,
};
const none: Link = { scenario: null, payload: null, request: null, frame: null, detail: null };

const changed = {
  ...named,
  payload: { files: [{ name: 'a.yaml', text: base.replace('shop', 'till') }], request: null },
};

const payloadOf = async (json: string): Promise<string> => {
  const bytes = await tools.compress(new TextEncoder().encode(json));
  return `#p=1.deflate.${toBase64url(bytes)}.${checksum(bytes)}`;
};
const read = (fragment: string) => readLink(fragment, tools);

describe('a share link', () => {
  it.each([
    named,
    own,
    changed,
    none,
    { ...named, payload: { files: null, request } },
    {
      ...named,
      payload: { files: null, request: { ...request, draws: { 'shop/reviews/outbound/draw-abort': 'abort' } } },
    },
  ])('comes back as it was made: %j', async (link) => {
    expect(await read(`#${await formatLink(link, tools)}`)).toEqual(link);
    const opened = { ...link, open: 'packet,p:tls,-w:0.2' };
    expect(await read(`#${await formatLink(opened, tools)}`)).toEqual(opened);
    expect(await read(`#${await formatLink({ ...opened, scenario: null }, first)}`)).toEqual({
      ...opened,
      scenario: null,
    });
  });

  it('names a built-in mesh in readable words', async () => {
    expect(await formatLink(named, tools)).toMatch(
      /^s=shop-and-payments&c=[\w-]{6}&r=reviews-charges&t=payments\/backend\/inbound\/rbac-allow&d=checks$/,
    );
  });

  it('may be written by hand, without a checksum', async () => {
    expect(await read('#s=shop-and-payments')).toEqual({ ...none, scenario: 'shop-and-payments' });
  });

  it('survives programs that encode its slashes', async () => {
    const fragment = await formatLink(named, tools);
    expect(await read(fragment.replaceAll('/', '%2F'))).toEqual(named);
  });

  it('is nothing where there is no fragment', async () => {
    expect(await read('')).toBeNull();
    expect(await read('#')).toBeNull();
  });

  it.each([named, own, changed])('is never taken for another one when its tail is cut off', async (link) => {
    const fragment = await formatLink(link, tools);
    const others: unknown[] = [];
    for (let length = fragment.length - 1; length > 0; length -= 1) {
      const found = await read(fragment.slice(0, length));
      // What is left may name less of the same built-in mesh, but never another document, request or step.
      const less = { ...none, scenario: link.payload === null ? (link.scenario?.slice(0, length - 2) ?? null) : null };
      if (found !== null && !('kind' in found) && JSON.stringify(found) !== JSON.stringify(less)) others.push(found);
    }
    expect(others).toEqual([]);
    expect(await read(fragment.slice(0, -10))).toMatchObject({ kind: 'damaged' });
  });

  it('says what of it can be read where its document is whole, and nothing where it is not', async () => {
    const fragment = await formatLink({ ...own, request: 'a-request' }, tools);
    const readable = { scenario: null, files: own.payload?.files };
    expect(await read(fragment.slice(0, -3))).toEqual({ kind: 'damaged', readable });
    expect(await read(fragment.replace(/^c=[^&]*&/, ''))).toEqual({ kind: 'damaged', readable });
    expect(await read(fragment.slice(0, fragment.indexOf('&r=') - 1))).toEqual({ kind: 'damaged' });
    const changes = await formatLink(changed, tools);
    expect(await read(changes.slice(0, -3))).toEqual({
      kind: 'damaged',
      readable: { scenario: changed.scenario, files: changed.payload.files },
    });
  });

  it('notices any character that changed', async () => {
    const fragment = await formatLink(own, tools);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(fragment.length - 1),
        fc.constantFrom('A', 'z', '0', '-', '.', '='),
        async (at, character) => {
          fc.pre(fragment[at] !== character);
          const found = await read(fragment.slice(0, at) + character + fragment.slice(at + 1));
          expect(found).toHaveProperty('kind');
        },
      ),
    );
  });

  it('tells a later format apart from damage', async () => {
    expect(await read('#p=3.zstd.AAAA.BBBBBB')).toEqual({ kind: 'version', version: '3' });
  });

  it.each([
    ['#nonsense', 'junk'],
    ['#/route', 'junk'],
    ['#s=a&s=b', 'damaged'],
    ['#s=', 'damaged'],
    ['#s=a&x=1', 'damaged'],
    ['#s=a&d=everything', 'damaged'],
    ['#s=%E0%A4%A', 'damaged'],
    ['#p=1.deflate.AAAA', 'damaged'],
    ['#p=1.deflate.A*AA.AAAAAA', 'damaged'],
  ])('says what is wrong with %s', async (fragment, kind) => {
    expect(await read(fragment)).toEqual({ kind });
  });

  it('that changes a built-in mesh says so where that mesh is not here in the same words, or nothing can be fetched', async () => {
    const fragment = await formatLink(changed, tools);
    const other = { ...tools, wordings: async () => ['kind: Pod\n'] };
    expect(await readLink(fragment, other)).toEqual({ kind: 'otherWording', name: 'shop-and-payments' });
    expect(await readLink(fragment, { ...tools, wordings: async () => ['kind: Pod\n', base] })).toEqual(changed);
    const offline = { ...tools, mixer: { ...tools.mixer, unpack: () => Promise.reject(new Error('offline')) } };
    expect(await readLink(fragment, offline)).toEqual({ kind: 'notFetched' });
  });

  it('does not read what is longer than any link', async () => {
    expect(await read(`#p=${'A'.repeat(inputLimit)}`)).toEqual({ kind: 'tooLong' });
  });

  it('stops unpacking a bomb', async () => {
    expect(await read(await payloadOf(' '.repeat(outputLimit + 1)))).toEqual({ kind: 'tooLarge' });
  });

  it('refuses more documents than a link is for', async () => {
    const text = '---\nkind: Namespace\n'.repeat(501);
    expect(await read(await payloadOf(JSON.stringify({ files: [{ name: 'a', text }] })))).toEqual({
      kind: 'tooManyDocuments',
    });
  });

  it.each([
    '',
    '[]',
    '{}',
    'null',
    '{"files":[]}',
    '{"files":[{"name":1,"text":""}]}',
    '{"files":[{"name":"a"}]}',
    '{"request":{}}',
    '{"files":[{"name":"a","text":""},{"name":"a","text":""}]}',
  ])('refuses the content %s', async (json) => {
    expect(await read(await payloadOf(json))).toEqual({ kind: 'content' });
  });

  it('never throws, whatever the fragment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.constantFrom('', 's=', 'p=', 'p=1.deflate.', 'c='), async (text, start) => {
        const found = await read(start + text);
        expect(found === null || typeof found === 'object').toBe(true);
      }),
    );
  });
});

describe('base64url', () => {
  it('turns any bytes into text and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
      }),
    );
  });

  it('agrees with the platform', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
  });
});
