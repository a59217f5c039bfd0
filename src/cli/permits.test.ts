import { describe, expect, it } from 'vitest';
import type { ChangedClass } from '../core/model/proof.ts';
import { workloadId } from '../core/model/resource.ts';
import { asksOfClass, readPermit, readPermits, unpermitted } from './permits.ts';

const covers = (permit: string, ask: string): boolean => {
  const read = readPermit(permit);
  if (typeof read === 'string') throw new Error(read);
  return unpermitted([ask], [read]).length === 0;
};

describe('what may be newly allowed', () => {
  it.each([
    ['shop/web -> pay/api', 'shop/web -> pay/api GET /x', true],
    ['shop/web → pay/api GET /x', 'shop/web -> pay/api GET /x', true],
    ['shop/* -> pay/api GET /x/*', 'shop/web -> pay/api GET /x/*', true],
    ['shop/web -> pay/api GET /x', 'shop/web -> pay/api GET /x/*', false],
    ['shop/web -> pay/api GET /x', 'shop/web -> pay/api * /x', false],
    ['shop/web -> pay/api', 'shop/* -> pay/api GET /x', false],
    ['shop/web -> pay/ap', 'shop/web -> pay/api GET /x', false],
    ['shop.web -> pay/api', 'shopXweb -> pay/api GET /x', false],
    ['* -> *', '* -> pay/api * *', true],
  ])('%s: %s', (permit, ask, expected) => {
    expect(covers(permit, ask)).toBe(expected);
  });

  it('is said with the line where a file cannot be read', () => {
    expect(readPermits('a -> b\n\n# why\nnobody\n', 'p.txt')).toMatch(/^p\.txt:4: "nobody" permits nothing/);
    expect(readPermit('a -> b -> c')).toMatch(/permits nothing/);
    expect(readPermits('a -> b # why\n', 'p.txt')).toHaveLength(1);
  });
});

describe('a class of requests', () => {
  const senders = {
    kind: 'workloads',
    count: 1,
    everyone: false,
    namespaces: [],
    named: [workloadId('shop', 'web')],
  } as const;
  const literal = (about: string, field: string, values: readonly string[], holds = true) => ({
    about,
    words: { field, values },
    holds,
  });
  const made = (part: Partial<ChangedClass>): readonly string[] =>
    asksOfClass({
      senders,
      to: 'pay/api:8080',
      payload: 'http',
      literals: [],
      witness: {
        id: '',
        title: '',
        caller: { kind: 'external', ip: null },
        target: { kind: 'host', host: 'x', port: 80, via: null },
        payload: { kind: 'tcp' },
        tls: null,
      },
      change: 'opened',
      before: 'denied',
      after: 'allowed',
      ...part,
    });

  it('asks for everything that it may hold, and for all where that cannot be told', () => {
    expect(made({})).toEqual(['shop/web -> pay/api * *']);
    expect(
      made({
        literals: [
          literal('method', 'methods', ['GET', 'POST']),
          literal('path', 'paths', ['/a', '/b/*']),
          literal('path', 'paths', ['/c'], false),
        ],
      }),
    ).toEqual(['GET /a', 'GET /b/*', 'POST /a', 'POST /b/*'].map((each) => `shop/web -> pay/api ${each}`));
    expect(made({ payload: 'tcp' })).toEqual(['shop/web -> pay/api TCP *']);
    expect(made({ senders: { ...senders, count: 9 } })).toEqual(['* -> pay/api * *']);
    expect(made({ senders: { ...senders, everyone: true } })).toEqual(['* -> pay/api * *']);
    expect(made({ senders: { ...senders, count: 4, namespaces: ['ops'] } })).toEqual([
      'ops/* -> pay/api * *',
      'shop/web -> pay/api * *',
    ]);
    expect(made({ senders: { kind: 'nobody' } })).toEqual(['* -> pay/api * *']);
    expect(made({ senders: { kind: 'identities' } })).toEqual(['* -> pay/api * *']);
    expect(
      made({ senders: { kind: 'identities' }, literals: [literal('identity', 'principals', ['td/ns/a/sa/b'])] }),
    ).toEqual(['td/ns/a/sa/b -> pay/api * *']);
  });
});
