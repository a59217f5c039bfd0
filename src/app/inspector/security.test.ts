import { describe, expect, it } from 'vitest';
import { say } from '../../content/locales/en.ts';
import { scenarios } from '../../content/scenarios.ts';
import type { Frame } from '../../core/model/story.ts';
import { createMemory, evaluate } from '../../core/scenario/evaluate.ts';
import { deciderOf, dryRunsAt, tellingRuns } from './dryRuns.ts';
import { sidesOf } from './sides.ts';
import { whyWords } from '../../content/locales/en/why.ts';

const text = scenarios.find(({ id }) => id === 'token-and-authorizer')?.files[0]?.text ?? '';

function tell(request: string, change: (text: string) => string = (same) => same) {
  const { story, overview } = evaluate({ files: [{ name: 's', text: change(text) }] }, request, createMemory());
  if (story === null) throw new Error('no story');
  return { story, dryRun: new Set(overview.policies.filter((each) => each.dryRun).map(({ id }) => id)) };
}

function handshake(frames: readonly Frame[]) {
  const frame = frames.find(({ step }) => step.kind === 'handshake');
  if (frame?.step.kind !== 'handshake') throw new Error('no handshake');
  return sidesOf(frame.checks, frame.step);
}

describe('dry runs', () => {
  it('say which policy would have denied, and lead to its rule', () => {
    const { story, dryRun } = tell('guest-export');
    const runs = tellingRuns(story, dryRun);
    expect(runs.map((run) => deciderOf(run, whyWords))).toEqual([
      {
        text: '`orders/no-exports` would have denied this',
        ref: { resource: 'AuthorizationPolicy/orders/no-exports', path: ['spec', 'rules', 0] },
      },
    ]);
  });

  it('keep quiet on the card where they would have changed nothing, and speak at their step', () => {
    const { story, dryRun } = tell('guest-write');
    expect(tellingRuns(story, dryRun)).toEqual([]);
    expect(story.frames.flatMap((frame) => dryRunsAt(frame, dryRun)).map(({ result }) => result)).toEqual(['allowed']);
  });

  it('name all ALLOW policies on trial where none of them matched', () => {
    const { story, dryRun } = tell('anonymous-read', (yaml) =>
      yaml.replace(
        '  name: logged-in\n  namespace: orders\n',
        '  name: logged-in\n  namespace: orders\n  annotations: { istio.io/dry-run: "true" }\n',
      ),
    );
    expect(story.trace.verdict.kind).toBe('allowed');
    expect(tellingRuns(story, dryRun).map((run) => deciderOf(run, whyWords).text)).toEqual([
      '`orders/logged-in` would have denied this',
    ]);
  });
});

describe('what the steps say', () => {
  it.each([
    [
      'guest-export',
      ['CUSTOM: no rule matches', 'JWT: token is valid', 'DENY: only a dry run', 'ALLOW: a rule matches'],
    ],
    [
      'guest-write',
      ['CUSTOM: no rule matches', 'JWT: token is valid', 'DENY: no rule matches', 'ALLOW: no rule matches'],
    ],
    ['anonymous-read', ['CUSTOM: no rule matches', 'JWT: no token', 'DENY: no rule matches', 'ALLOW: no rule matches']],
    ['expired-read', ['CUSTOM: no rule matches', 'JWT: token is not valid']],
  ])('tells tokens and dry runs apart: %s', (request, shorts) => {
    const { story } = tell(request);
    const told = story.frames.filter(({ step }) => ['extAuthz', 'jwt', 'rbac'].includes(step.kind));
    expect(told.map(({ short }) => say(short))).toEqual(shorts);
  });
});

describe('the two sides of a handshake', () => {
  it('present a certificate each, and verify the other', () => {
    const [client, server] = handshake(tell('guest-write').story.frames);
    expect(client).toEqual({
      who: 'client',
      presents: 'spiffe://cluster.local/ns/shop/sa/website',
      certificate: expect.objectContaining({ notAfter: '2026-03-03T03:00:00Z', expired: false }),
      checked: [
        { about: 'certificate', good: true, accepts: [] },
        { about: 'validity', good: true, accepts: ['< 2026-03-03T03:00Z'] },
        { about: 'trustDomain', good: true, accepts: ['cluster.local'] },
      ],
    });
    expect(server).toEqual({
      who: 'server',
      presents: 'spiffe://cluster.local/ns/orders/sa/orders',
      certificate: expect.objectContaining({ identity: 'cluster.local/ns/orders/sa/orders' }),
      checked: [
        { about: 'certificate', good: true, accepts: [] },
        { about: 'validity', good: true, accepts: ['< 2026-03-03T03:00Z'] },
        { about: 'subjectAltName', good: true, accepts: ['spiffe://cluster.local/ns/orders/sa/orders'] },
      ],
    });
  });

  it('end where the client does not accept the name of the server', () => {
    const rule = `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: other, namespace: shop }
spec:
  host: orders.orders.svc.cluster.local
  trafficPolicy:
    tls: { mode: ISTIO_MUTUAL, subjectAltNames: ["spiffe://cluster.local/ns/x/sa/y"] }
`;
    const [client, server] = handshake(tell('guest-write', (yaml) => `${yaml}${rule}`).story.frames);
    expect(client.checked).toEqual([]);
    expect(server.checked.map(({ about, good }) => [about, good])).toEqual([
      ['certificate', true],
      ['validity', true],
      ['subjectAltName', false],
    ]);
  });
});
