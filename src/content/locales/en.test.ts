import { describe, expect, it } from 'vitest';
import { sentence } from '../../core/model/message.ts';
import { denyCauses, type LogLine } from '../../core/model/trace.ts';
import { diagnosticCodes } from '../../core/model/diagnostic.ts';
import { workloadId } from '../../core/model/resource.ts';
import { createMemory, evaluate } from '../../core/scenario/evaluate.ts';
import { scenarios } from '../scenarios.ts';
import { callerSees, logLine, logSays, say, sayDiagnostic, sayTerm } from './en.ts';

const memory = createMemory();
const stories = scenarios.flatMap(({ files }) =>
  evaluate({ files }, null, memory).scenario.requests.flatMap(({ id }) => evaluate({ files }, id, memory).story ?? []),
);
const facts = {
  from: 'a',
  server: 'b',
  host: 'b.ns',
  port: 80,
  setting: 'x',
  proxied: true,
  goesPast: false,
  onNode: false,
  certificate: false,
  wrong: null,
  gatewaySni: null,
  deniedByName: false,
  toHttps: false,
};

describe('the words of a story', () => {
  it('fit the step list in every built-in scenario', () => {
    const shorts = stories.flatMap(({ frames }) => frames.map(({ short }) => say(short)));
    expect(shorts.length).toBeGreaterThan(200);
    expect(shorts.filter((text) => text.length > 28)).toEqual([]);
  });

  it('are whole sentences where there is room', () => {
    const longs = stories.flatMap(({ frames, because }) => [...frames.map(({ long }) => say(long)), say(because)]);
    // ztunnel is written with a small letter everywhere.
    for (const text of longs) expect(text).toMatch(/^(\*\*\S|[A-Z`]|ztunnel )[^]*[.]$/);
  });

  it('close every mark they open', () => {
    const said = stories.flatMap(({ frames, because }) => [...frames.map(({ long }) => say(long)), say(because)]);
    for (const text of said) {
      expect(text.split('**').length % 2).toBe(1);
      expect(text.split('`').length % 2).toBe(1);
    }
  });

  it('give every cause of a denial a sentence and a phrase of its own', () => {
    const sentences = denyCauses.flatMap((cause) =>
      cause === 'rbacDenied' || cause === 'rbacNotAllowed' ? [] : [say(sentence('because.cause', { ...facts, cause }))],
    );
    expect(new Set(sentences).size).toBe(denyCauses.length - 2);
    for (const text of sentences) expect(text).toMatch(/\.$/);
    const phrases = denyCauses.map((cause) => say(sentence('blocker', { cause, policies: ['p'], server: 'b' })));
    for (const text of phrases) expect(text).not.toMatch(/\.$|undefined/);
  });

  it('tell the two denials by policy apart', () => {
    const common = { policies: ['p', 'q'], server: 'b', from: 'a', what: 'GET /' };
    expect(say(sentence('because.rbacDenied', { policy: 'p', rule: 0, more: 1, leftOut: false }))).toBe(
      'Explicitly denied by **p**: its rule 1 matches this request, and 1 more rule does.',
    );
    expect(say(sentence('because.rbacNotAllowed', { ...common, misses: 'caller' }))).toBe(
      '**p** and **q** select **b**, but **a** is not allowed by any of their rules.',
    );
    expect(say(sentence('because.rbacNotAllowed', { ...common, policies: ['p'], misses: 'noRules' }))).toBe(
      '**p** selects **b** and has no rules: nothing is allowed.',
    );
    expect(say(sentence('because.rbacNotAllowed', { ...common, from: null, misses: 'identity' }))).toBe(
      '**p** and **q** select **b**, but the caller comes without a verified identity, which their rules ask for.',
    );
  });
});

describe('what caller and log show', () => {
  const line: LogLine = {
    proxy: workloadId('a', 'b'),
    side: 'inbound',
    log: 'http',
    status: 403,
    flags: [],
    details: 'rbac_access_denied_matched_policy[none]',
    connectionTermination: null,
    cluster: 'inbound|80||',
    route: 'default',
    chain: '0.0.0.0_80',
  };
  const client: LogLine = { ...line, side: 'outbound', details: 'via_upstream', cluster: 'outbound|80||b' };

  it('gives the very text that a program prints', () => {
    expect(callerSees({ kind: 'http', status: 403, body: 'RBAC: access denied', headers: [] })).toBe(
      '403 RBAC: access denied',
    );
    expect(callerSees({ kind: 'http', status: 502, body: '', headers: [] })).toBe('502 Bad Gateway');
    expect(callerSees({ kind: 'http', status: 200, body: '', headers: [['grpc-status', '7']] })).toBe(
      '200 grpc-status: 7 PERMISSION_DENIED',
    );
    expect(callerSees({ kind: 'refused' })).toContain('curl: (7)');
  });

  it('picks the log line that tells why', () => {
    expect(logSays([client, line])).toBe('rbac_access_denied_matched_policy[none]');
    const listener: LogLine = {
      ...line,
      log: 'listener',
      status: null,
      flags: ['NR'],
      details: 'filter_chain_not_found',
    };
    expect(logSays([{ ...client, status: 503, flags: ['UC'] }, listener])).toBe('NR filter_chain_not_found');
    const blackHole: LogLine = {
      ...client,
      log: 'tcp',
      status: null,
      flags: ['UH'],
      details: null,
      cluster: 'BlackHoleCluster',
    };
    expect(logSays([blackHole])).toBe('UH BlackHoleCluster');
    expect(logSays([])).toBe('');
  });

  it('writes a line in the order of the proxy', () => {
    expect(logLine(line)).toBe('403 - rbac_access_denied_matched_policy[none] - inbound|80|| 0.0.0.0_80 default');
  });

  it('writes a line of ztunnel as ztunnel does', () => {
    const own: LogLine = {
      ...line,
      log: 'ztunnel',
      status: null,
      details: 'http status: 401 Unauthorized',
      cluster: null,
    };
    expect(logLine(own)).toBe('connection complete direction="inbound" error="http status: 401 Unauthorized"');
    expect(logLine({ ...own, details: null, cluster: 'b.ns.svc.cluster.local' })).toBe(
      'connection complete dst.service="b.ns.svc.cluster.local" direction="inbound"',
    );
  });
});

describe('other words', () => {
  it('say something for every diagnostic', () => {
    const args = {
      message: 'm',
      key: 'k',
      limit: '1',
      id: 'i',
      kind: 'K',
      field: 'f',
      suggestion: '',
      expected: 'text',
      actual: 'map',
      value: 'v',
      allowed: 'a',
      reason: 'r',
    };
    const said = diagnosticCodes.map((code) => sayDiagnostic({ code, args }));
    expect(new Set(said).size).toBe(diagnosticCodes.length);
  });

  it('have words for what is absent and for what is not asked', () => {
    expect([sayTerm({ kind: 'none' }), sayTerm({ kind: 'any' }), sayTerm({ kind: 'not', values: ['a', 'b'] })]).toEqual(
      ['nothing', 'anything', 'none of a, b'],
    );
  });
});
