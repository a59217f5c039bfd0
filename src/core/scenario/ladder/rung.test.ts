import { describe, expect, it } from 'vitest';
import { rungComment } from '../../../content/locales/en/ladder.ts';
import { scenarios } from '../../../content/scenarios.ts';
import type { MeshOverview } from '../../model/overview.ts';
import { rungs } from '../../model/posture.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { createMemory, evaluate } from '../evaluate.ts';
import { writeRung } from './rung.ts';

const memory = createMemory();
const built = (id: string): HopwiseDocument => ({ files: scenarios.find((each) => each.id === id)?.files ?? [] });
const rungOf = (document: HopwiseDocument, rung: (typeof rungs)[number]) =>
  writeRung(document, rung, rungComment, memory);
const verdicts = (document: HopwiseDocument): Readonly<Record<string, string>> =>
  Object.fromEntries(evaluate(document, null, memory).overview.requests.map(({ id, verdict }) => [id, verdict]));
/** Workloads that somebody wrote: those that istiod makes of a Gateway of the Gateway API go with it where Istio goes. */
const peopled = ({ workloads }: MeshOverview): readonly string[] =>
  workloads.filter(({ resource }) => !resource.startsWith('Gateway.gateway')).map(({ id }) => id);
const textOf = ({ files }: HopwiseDocument): string => files.map(({ text }) => text).join('\n---\n');
const one = (text: string): HopwiseDocument => ({ files: [{ name: 'x.yaml', text }] });

describe.each(scenarios)('the rungs of $id', ({ id }) => {
  it('are read without a problem, with the same workloads and requests', () => {
    const before = evaluate(built(id), null, memory);
    for (const rung of rungs) {
      const { document } = rungOf(built(id), rung);
      const { diagnostics, overview, scenario } = evaluate(document, null, memory);
      expect([rung, diagnostics]).toEqual([rung, []]);
      expect(peopled(overview)).toEqual(peopled(before.overview));
      expect(scenario.requests).toEqual(before.scenario.requests);
    }
  });

  it('end with what is wanted, but for what they say they cannot do', () => {
    const { document, wanted, exceptions } = rungOf(built(id), 'zeroTrust');
    const missed = exceptions.flatMap((each) => (each.kind === 'stillRefused' ? [each.request] : []));
    const letThrough = wanted.filter((each) => each.wanted && !missed.includes(each.request.id));
    const now = verdicts(document);
    expect(Object.keys(now).filter((request) => now[request] === 'allowed')).toEqual(
      letThrough.map(({ request }) => request.id),
    );
  });
});

describe('plain Kubernetes', () => {
  it('has no sidecar, no identity on the wire and nothing of Istio’s', () => {
    const { document, exceptions } = rungOf(built('shop-and-payments'), 'plainKubernetes');
    expect(textOf(document)).not.toMatch(/istio\.io\/v1|istio-injection/);
    const { overview } = evaluate(document, null, memory);
    expect(new Set(overview.workloads.map(({ proxy }) => proxy))).toEqual(new Set(['none', 'gateway']));
    expect(exceptions).toEqual([{ kind: 'idleGateway', workload: 'istio-system/istio-ingressgateway' }]);
  });

  it('takes pods as `kubectl get` prints them out of the mesh', () => {
    const pod = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata: {name: p, namespace: a, labels: {app: p, security.istio.io/tlsMode: istio}}
    spec: {containers: [{name: app}, {name: istio-proxy}], initContainers: [{name: istio-init}]}
  - apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default, namespace: a}
`;
    const { document } = rungOf(one(pod), 'plainKubernetes');
    const { overview } = evaluate(document, null, memory);
    expect(overview.workloads.map(({ proxy, id }) => [id, proxy])).toEqual([['a/p', 'none']]);
    expect(textOf(document)).not.toContain('istio');
  });
});

describe('Istio as installed', () => {
  it('puts every namespace into a mesh that has none, and asks for nothing', () => {
    const { document } = rungOf(built('ladder-plain-kubernetes'), 'asInstalled');
    const { overview } = evaluate(document, null, memory);
    expect(overview.namespaces.map(({ name, injected, mtls }) => [name, injected, mtls])).toEqual([
      ['shop', true, 'PERMISSIVE'],
      ['payments', true, 'PERMISSIVE'],
      ['legacy', true, 'PERMISSIVE'],
    ]);
    expect(new Set(Object.values(verdicts(document)))).toEqual(new Set(['allowed']));
  });

  it('writes the namespaces that the text only implies', () => {
    const text = '{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a}}';
    const { document } = rungOf(one(text), 'asInstalled');
    expect(document.files.at(-1)?.text).toBe(
      '# Pods of this namespace get a sidecar.\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels:\n    istio-injection: enabled\n',
    );
  });

  it('leaves who is in the mesh as it is written, and forgets the outbound policy that the scenario sets', () => {
    const text = `${built('shop-and-payments').files[0]?.text}`.replace(
      '  requests:\n',
      '  mesh: { outboundTrafficPolicy: { mode: REGISTRY_ONLY }, trustDomain: td }\n  requests:\n',
    );
    const { document } = rungOf(one(text), 'asInstalled');
    const { scenario, overview } = evaluate(document, null, memory);
    expect(scenario.mesh).toEqual({ trustDomain: 'td' });
    expect(overview.workloads.find(({ id }) => id === 'legacy/batch')?.proxy).toBe('none');
    expect(textOf(document)).toContain('# The way in: browsers reach the frontend, and nothing else.');
  });
});

describe('Zero Trust', () => {
  it('lets through what the scenario lists, and nothing else', () => {
    const text = `${built('shop-and-payments').files[0]?.text}`.replace(
      '  opens: reviews-charges\n',
      '  opens: reviews-charges\n  wanted: [frontend-delete, frontend-outside]\n',
    );
    const { document } = rungOf(one(text), 'zeroTrust');
    const now = verdicts(document);
    // A DENY policy stays, and so does what it refuses.
    expect(Object.keys(now).filter((id) => now[id] === 'allowed')).toEqual(['frontend-delete', 'frontend-outside']);
    expect(textOf(document)).toContain('name: no-admin');
  });

  it('asks for a token where one was checked', () => {
    const { document } = rungOf(built('token-and-authorizer'), 'zeroTrust');
    expect(document.files.at(-1)?.text).toMatch(/requestPrincipals: \["?https:\/\/[^\]]+\/\*"?\]/);
  });

  it('says what it cannot make true', () => {
    const { exceptions } = rungOf(built('shop-and-payments'), 'zeroTrust');
    expect(exceptions).toEqual([
      { kind: 'noSidecar', workload: 'legacy/batch' },
      { kind: 'noIdentity', request: 'browser-frontend' },
    ]);
  });
});
