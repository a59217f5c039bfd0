import { describe, expect, it } from 'vitest';
import { workloadId } from '../../model/resource.ts';
import type { Request } from '../../model/request.ts';
import { send } from '../send.ts';
import { authorizationPolicy, call, worldWith } from '../world.fixture.ts';
import { said } from './said.ts';

const many = 60;
const identity = `cluster.local/ns/${'a'.repeat(200)}/sa/c`;

function from(peer: string): Request {
  return {
    ...call(),
    caller: { kind: 'peer', identity: peer, ip: '10.1.1.1', alpn: null, sni: null },
    target: { kind: 'workload', workload: workloadId('b', 's'), port: 8080 },
  };
}

function admits(source: Readonly<Record<string, readonly string[]>>): boolean {
  const policy = authorizationPolicy('probe', JSON.stringify({ rules: [{ from: [{ source }] }] }));
  return said(send(worldWith(policy), from(identity))) === 'allowed';
}

// Envoy's RE2 takes time in proportion to the text. A matcher that backtracks would not come back from these.
describe('a value of many stars is decided at once', { timeout: 60_000 }, () => {
  it.each([
    [`${'*a'.repeat(many)}*`, true],
    [`${'*a'.repeat(many)}b`, false],
    ['*'.repeat(many), true],
    [`${'*'.repeat(many)}b`, false],
    [`a*${'*a*'.repeat(many)}a`, true],
  ])('namespaces: %s', (value, admitted) => {
    expect(admits({ namespaces: [value] })).toBe(admitted);
  });

  it('and so is a path template over a long path', () => {
    const operation = { paths: [`${'/{*}'.repeat(20)}/{**}/x`] };
    const policy = authorizationPolicy('probe', JSON.stringify({ rules: [{ to: [{ operation }] }] }));
    const path = `${'/a'.repeat(2000)}/y`;
    expect(said(send(worldWith(policy), call({ path })))).toBe('denied rbacNotAllowed');
    expect(said(send(worldWith(policy), call({ path: `${path}/x` })))).toBe('allowed');
  });
});
