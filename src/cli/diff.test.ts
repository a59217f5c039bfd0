import { describe, expect, it } from 'vitest';
import { scenarios } from '../content/scenarios.ts';
import { diff, diffUsage, readDiffArguments } from './diff.ts';
import { readPermits } from './permits.ts';

const a = { files: scenarios.find(({ id }) => id === 'shop-and-payments')?.files ?? [] };
const b = {
  files: a.files.map(({ name, text }) => ({
    name,
    text: text.replace('- cluster.local/ns/shop/sa/frontend', '- cluster.local/ns/shop/sa/reviews'),
  })),
};
const usual = { json: false, permit: false };
const none = { allowNew: [], allowNewFrom: [] };

describe('the command line', () => {
  it.each([
    [['a', 'b'], { a: 'a', b: 'b', ...usual, ...none }],
    [['a', '--json', 'b', '--permit-opened'], { a: 'a', b: 'b', json: true, permit: true, ...none }],
    [
      ['a', 'b', '--allow-new', 'x -> y', '--allow-new-from', 'f', '--allow-new', 'z -> y'],
      { a: 'a', b: 'b', ...usual, allowNew: ['x -> y', 'z -> y'], allowNewFrom: ['f'] },
    ],
    [['a', 'b', '--allow-new'], '--allow-new needs a value.'],
    [['a'], diffUsage],
    [['a', 'b', 'c'], diffUsage],
    [['a', 'b', '--loud'], 'Unknown option --loud.'],
  ])('%j', (args, expected) => {
    expect(readDiffArguments(args)).toEqual(expected);
  });
});

describe('the difference of two meshes', () => {
  it('names each flow, and fails where one is newly allowed', () => {
    const { code, out } = diff(a, b, usual);
    expect(code).toBe(1);
    expect(out).toContain('+ shop/reviews → payments/backend GET /charges: denied → allowed\n');
    expect(out).toContain('− shop/frontend → payments/backend GET /charges: allowed → denied\n');
    expect(out).toMatch(/\+1 newly allowed, −1 newly denied.* of \d+ flows\n/);
  });

  it('passes where that is permitted, where flows only close, and where nothing changes', () => {
    expect(diff(a, b, { ...usual, permit: true }).code).toBe(0);
    expect(diff(a, a, usual)).toMatchObject({ code: 0, error: '' });
    expect(diff(a, a, usual).out).toMatch(/^none of \d+ flows changes\n/);
  });

  it('passes where each newly allowed request is permitted, and says which are not', () => {
    const permits = (text: string) => {
      const read = readPermits(text, 'permits');
      if (typeof read === 'string') throw new Error(read);
      return read;
    };
    const all = '# reviewed\n* -> payments/backend   # every caller\n';
    expect(diff(a, b, usual, permits(all))).toMatchObject({ code: 0, error: '' });
    expect(diff(a, b, usual, permits(all)).out).toMatch(/\nAll that is newly allowed is permitted\.\n$/);
    const part = diff(a, b, usual, permits('shop/reviews -> payments/backend GET /charges'));
    expect(part.code).toBe(1);
    const [, refused = ''] = part.out.split('Newly allowed, and not permitted:\n');
    expect(refused).toContain('  shop/reviews -> payments/backend POST /charges\n');
    expect(refused).not.toContain('shop/reviews -> payments/backend GET /charges\n');
    // What is printed is what would permit it.
    expect(diff(a, b, usual, permits(`${refused}shop/reviews -> payments/backend GET /charges`)).code).toBe(0);
    expect(diff(a, b, usual, permits('shop/reviews -> payments/ledger')).code).toBe(1);
  });

  it('is data with --json', () => {
    expect(JSON.parse(diff(a, b, { ...usual, json: true }).out)).toMatchObject({
      counts: { opened: 1, closed: 1 },
      notPermitted: expect.arrayContaining(['shop/reviews -> payments/backend GET /charges']),
    });
  });

  it('says where a text cannot be read', () => {
    const broken = { files: [{ name: 'b.yaml', text: 'a: [' }] };
    expect(diff(a, broken, usual)).toMatchObject({ code: 2, out: '' });
    expect(diff(a, broken, usual).error).toMatch(/^b\.yaml:1:\d+: /);
  });
});
