import { describe, expect, it } from 'vitest';
import { scenarios } from '../content/scenarios.ts';
import { readArguments } from './arguments.ts';
import { run } from './run.ts';

const files = scenarios[0]?.files ?? [];
const text = files[0]?.text ?? '';
const usual = { request: null, detail: 'story', json: false } as const;

describe('npm run story', () => {
  it('prints hops, steps, the verdict, and where the deciding value stands', () => {
    const { code, out, error } = run({ files }, usual);
    const line = text.slice(0, text.indexOf('cluster.local/ns/shop/sa/frontend')).split('\n').length;
    expect([code, error]).toEqual([0, '']);
    expect(out).toBe(`reviews app
   1 ✓ Sends GET /charges            HTTP
reviews proxy outbound
   2 ✓ Knows host backend            HTTP
   3 ✓ Wraps it in mTLS              TLS
wire
   4 ✓ Travels in mTLS               TLS
backend proxy inbound
   5 ✓ Caller is sa/reviews          TLS
   6 ✓ DENY: no rule matches         HTTP
   7 ✕ ALLOW: no rule matches        HTTP
reviews app
   8   Gets 403                      HTTP

✕ Denied at the door of backend
backend-callers selects backend, but reviews is not allowed by any of its rules.

  Caller sees   403 RBAC: access denied
  Log           shop/reviews outbound: 403 - via_upstream - outbound|8080||backend.payments.svc.cluster.local - default
                payments/backend inbound: 403 - rbac_access_denied_matched_policy[none] - inbound|8080|| 0.0.0.0_8080 default
  Not met       principals: asks for cluster.local/ns/shop/sa/frontend, has cluster.local/ns/shop/sa/reviews
  Decided by    shop-and-payments.yaml:${line}  AuthorizationPolicy/payments/backend-callers spec.rules[0].from[0].source.principals[0]
  Also blocked  nothing else
`);
  });

  it('shows more at a finer level', () => {
    const rows = (detail: 'story' | 'checks' | 'engine') => run({ files }, { ...usual, detail }).out.split('\n').length;
    expect(rows('checks')).toBeGreaterThan(rows('story'));
    expect(rows('engine')).toBeGreaterThan(rows('checks'));
  });

  it('says what the flags in the log mean', () => {
    const { out } = run({ files }, { ...usual, request: 'batch-charges' });
    expect(out).toContain('payments/backend inbound: 0 NR filter_chain_not_found - - - -\n');
    expect(out).toContain('NR: no route or filter chain\n');
  });

  it('prints the trace as JSON', () => {
    const { out } = run({ files }, { ...usual, json: true });
    expect(JSON.parse(out)).toMatchObject({ verdict: { kind: 'denied', cause: 'rbacNotAllowed' } });
  });

  it('lists the requests when asked for one that is not there', () => {
    const { code, out, error } = run({ files }, { ...usual, request: 'nobody' });
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain('No request has the id nobody.');
    expect(error).toContain('  batch-charges  batch reads charges, without a sidecar\n');
  });

  it('says where bad input is bad', () => {
    expect(run({ files: [{ name: 'a.yaml', text: 'kind: Service\nspec: [' }] }, usual)).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringMatching(/^a\.yaml:2:\d+: error: This is not valid YAML/),
    });
    const scenario = text.replace('opens: reviews-charges', 'opens: nothing');
    expect(run({ files: [{ name: 'b.yaml', text: scenario }] }, usual)).toMatchObject({
      code: 2,
      error: expect.stringMatching(/^b\.yaml:\d+:\d+: error: The Scenario document: no request has the id nothing/),
    });
  });

  it('has nothing to tell of an empty document', () => {
    expect(run({ files: [] }, usual)).toMatchObject({ code: 2, error: expect.stringContaining('No request to tell') });
  });
});

describe('the command line', () => {
  it('takes files and options in any order', () => {
    expect(readArguments(['--json', 'a.yaml', '--request', 'r', '-', '--detail', 'engine'])).toEqual({
      files: ['a.yaml', '-'],
      request: 'r',
      detail: 'engine',
      json: true,
    });
  });

  it.each([
    [[], /^Usage/],
    [['a', '--detail', 'all'], /no level of detail: story, checks, engine/],
    [['a', '--request'], /needs a value/],
    [['a', '--quiet'], /Unknown option --quiet/],
  ])('says what is wrong with %j', (args, words) => {
    expect(readArguments(args)).toMatch(words);
  });
});
