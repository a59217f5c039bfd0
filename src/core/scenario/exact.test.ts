import { describe, expect, it } from 'vitest';
import type { ExactDifference, Literal } from '../model/proof.ts';
import { workloadId } from '../model/resource.ts';
import { createMemory } from './evaluate.ts';
import { exactDifference } from './exact.ts';
import { reachOfWorkload, rulesOf } from './reach.ts';

const mesh = `
apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: c, namespace: a, labels: {app: c}}
spec: {serviceAccountName: c, containers: [{name: app}]}
---
apiVersion: v1
kind: Pod
metadata: {name: d, namespace: a, labels: {app: d}}
spec: {serviceAccountName: d, containers: [{name: app}]}
---
apiVersion: v1
kind: Pod
metadata: {name: s, namespace: a, labels: {app: s}}
spec: {serviceAccountName: s, containers: [{name: app, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: a}
spec: {selector: {app: s}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: a}
spec: {selector: {app: c}, ports: [{name: http, port: 80}]}
`;

function allow(paths: string, more = ''): string {
  return `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p, namespace: a}
spec:
  selector: {matchLabels: {app: s}}
  rules:
    - from: [{source: {principals: ["cluster.local/ns/a/sa/c"]}}]
      to: [{operation: {methods: [GET], paths: ${paths}}}]
${more}`;
}

function compare(...texts: readonly string[]): ExactDifference {
  const [a = '', b = ''] = texts.map((text) => `${mesh}---\n${text}`);
  const [before, after] = [a, b].map((text) => ({ files: [{ name: 'm.yaml', text }] }));
  if (before === undefined || after === undefined) throw new Error('two texts');
  return exactDifference(before, after, Number.POSITIVE_INFINITY, createMemory());
}

const words = (literals: readonly Literal[]) =>
  literals.map(({ about, words: { values }, holds }) => [about, values, holds]);

describe('the exact difference of two documents', () => {
  it('is told in as few classes as say it: a wider pattern is one class, not two', () => {
    const { changed, counts, unproved, alike } = compare(allow('["/a", "/a/*"]'), allow('["/a*"]'));
    expect(unproved).toEqual([]);
    expect(counts).toEqual({ opened: 2, closed: 0 });
    const [dialled] = changed;
    expect(dialled?.senders).toMatchObject({ kind: 'workloads', named: ['a/c'], count: 1 });
    expect(words(dialled?.literals ?? [])).toEqual(
      expect.arrayContaining([
        ['path', ['/a*'], true],
        ['path', ['/a', '/a/*'], false],
        ['method', ['GET'], true],
      ]),
    );
    expect(dialled?.literals).toHaveLength(3);
    expect(alike).toBeGreaterThan(0);
  });

  it('proves that two ways to write the same are equal', () => {
    const { counts, unproved } = compare(
      allow('["/a/*", "/a/b/*"]'),
      allow(
        '["/a/*"]',
        '    - from: [{source: {serviceAccounts: ["a/c"], trustDomains: ["cluster.local"]}}]\n      to: [{operation: {methods: [GET], paths: ["/a/b/*"]}}]\n',
      ),
    );
    expect({ counts, unproved }).toEqual({ counts: { opened: 0, closed: 0 }, unproved: [] });
  });

  it('finds what only a header sent twice can show', () => {
    const when = (values: string): string =>
      `      when: [{key: "request.headers[x]", values: ["a"]}, {key: "request.headers[x]", notValues: ${values}}]\n`;
    const { changed } = compare(allow('["/"]', when('["b"]')), allow('["/"]', when('["c"]')));
    expect(changed.length).toBeGreaterThan(0);
    const { payload } = changed[0]?.witness ?? {};
    expect(payload?.kind === 'http' && payload.headers.length).toBe(2);
  });

  it('names the pattern, or the header, that leaves something in doubt', () => {
    const route = (regex: string): string =>
      `---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: v, namespace: a}\nspec:\n  hosts: [s]\n  http:\n    - match: [{uri: {regex: '${regex}'}}]\n      directResponse: {status: 204}\n    - route: [{destination: {host: s}}]\n`;
    const sum = compare(allow('["/a"]', route('/x\\b.*')), allow('["/a"]', route('/x\\b.*')));
    expect(sum.unproved).toMatchObject([{ code: 'pattern', name: '/x\\b.*' }]);
    expect(compare(allow('["/a"]', route('/x.*')), allow('["/a"]', route('/x.*'))).unproved).toEqual([]);
  });

  it('goes on where it was, and says the same in pieces', () => {
    const memory = createMemory();
    const [a, b] = [allow('["/a"]'), allow('["/b"]')].map((text) => ({
      files: [{ name: 'm.yaml', text: `${mesh}---\n${text}` }],
    }));
    if (a === undefined || b === undefined) throw new Error('two texts');
    const asked = [1, 2, 100].map((targets) => exactDifference(a, b, targets, memory));
    expect(asked.map((each) => each.asked)).toEqual([1, 2, asked[2]?.targets]);
    expect(asked[2]).toEqual(exactDifference(a, b, 100, createMemory()));
  });
});

describe('who can reach a workload', () => {
  const s = workloadId('a', 's');
  const ask = (text: string) =>
    reachOfWorkload(
      { files: [{ name: 'm.yaml', text: `${mesh}---\n${text}` }] },
      s,
      Number.POSITIVE_INFINITY,
      createMemory(),
    );

  it('is told in classes of all requests, and what a stranger gets', () => {
    const reach = ask(allow('["/a"]'));
    expect(reach).toMatchObject({ unproved: [], unknown: [] });
    expect(reach?.allowed.map(({ senders, to }) => [senders.kind, to])).toEqual([
      ['workloads', 'a/s:80'],
      ['identities', 'a/s:8080'],
    ]);
    const strangers = ask('apiVersion: v1\nkind: Namespace\nmetadata: {name: more}\n')?.unknown ?? [];
    expect(strangers.map(({ payload, senders }) => [payload, senders.kind])).toContainEqual(['http', 'identities']);
  });

  it('is nothing for a workload that is not there', () => {
    expect(
      reachOfWorkload({ files: [{ name: 'm.yaml', text: mesh }] }, workloadId('a', 'z'), 1, createMemory()),
    ).toBeNull();
  });

  it('goes on where it was, and says how far it is', () => {
    const memory = createMemory();
    const document = { files: [{ name: 'm.yaml', text: `${mesh}---\n${allow('["/a"]')}` }] };
    const asked = [1, 2, 9].map((until) => reachOfWorkload(document, s, until, memory));
    expect(asked.map((reach) => [reach?.asked, reach?.targets])).toEqual([
      [1, 2],
      [2, 2],
      [2, 2],
    ]);
    expect(asked[2]).toEqual(reachOfWorkload(document, s, 9, createMemory()));
  });

  it('and of what use each rule is there', () => {
    const memory = createMemory();
    const more = '    - to: [{operation: {methods: [GET]}}]\n';
    const document = { files: [{ name: 'm.yaml', text: `${mesh}---\n${allow('["/a"]', more)}` }] };
    const asked = [1, 3].map((until) => rulesOf(document, s, until, memory));
    expect(asked.map((report) => [report.asked, report.rules])).toEqual([
      [1, 3],
      [3, 3],
    ]);
    expect(asked[1]?.proofs.map(({ rule, use }) => [rule, use.kind])).toEqual([
      [1, 'used'],
      [0, 'dead'],
    ]);
    expect(rulesOf(document, null, 3, memory).proofs).toEqual(asked[1]?.proofs);
  });
});
