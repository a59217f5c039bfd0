import { describe, expect, it } from 'vitest';
import type { Check } from '../../model/trace.ts';
import { send } from '../send.ts';
import { authorizationPolicy, call, stepOf, worldWith } from '../world.fixture.ts';

/** What the policies of one action say of `a/c` → `s.b`. */
function checks(spec: string, step = 'rbac-allow', more = '', request = call()): readonly Check[] {
  const world = worldWith([authorizationPolicy('p', spec), more].filter(Boolean).join('\n---\n'));
  return stepOf(send(world, request), `b/s/inbound/${step}`)?.checks ?? [];
}
const outline = ({ kind, name, matched, source, children }: Check): unknown => [
  `${kind} ${name} ${matched} ${source?.path.slice(1).join('.') ?? ''}`,
  ...children.map(outline),
];

describe('what is told of the rules of a policy (3.1, 3.2)', () => {
  it('is every part of every rule, with its place', () => {
    const spec =
      '{rules: [{from: [{source: {namespaces: [x]}}, {source: {namespaces: [a]}}], to: [{operation: {methods: [GET]}}], when: [{key: source.namespace, values: [a]}]}]}';
    expect(checks(spec).map(outline)).toEqual([
      [
        'policy p true ',
        [
          'rule 0 true rules.0',
          [
            'from  true rules.0.from',
            [
              'from 0 false rules.0.from.0.source',
              [
                'field namespaces false rules.0.from.0.source.namespaces',
                ['value namespaces false rules.0.from.0.source.namespaces.0'],
              ],
            ],
            [
              'from 1 true rules.0.from.1.source',
              [
                'field namespaces true rules.0.from.1.source.namespaces',
                ['value namespaces true rules.0.from.1.source.namespaces.0'],
              ],
            ],
          ],
          [
            'to 0 true rules.0.to.0.operation',
            [
              'field methods true rules.0.to.0.operation.methods',
              ['value methods true rules.0.to.0.operation.methods.0'],
            ],
          ],
          [
            'when when true rules.0.when',
            [
              'field source.namespace true rules.0.when.0.values',
              ['value source.namespace true rules.0.when.0.values.0'],
            ],
          ],
        ],
      ],
    ]);
  });

  it('is what a rule loses on its way to a chain that cannot ask it', () => {
    const rule = '{to: [{operation: {methods: [GET]}}]}';
    const [policy] = checks(`{rules: [{}, ${rule}]}`, 'rbac-allow', '', call({ port: 9000, tcp: true }));
    expect(policy?.matched).toBe(true);
    expect(policy?.children.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['rule 0', 'rule 1']);
  });
});

describe('what allowed a request', () => {
  const determining = (spec: string, request = call()) => {
    const { verdict } = send(worldWith(authorizationPolicy('p', spec)), request);
    return verdict.kind === 'undetermined' ? verdict.kind : verdict.determining;
  };
  const matched = {
    kind: 'matched',
    rules: [{ resource: 'AuthorizationPolicy/b/p', namespace: 'b', name: 'p', rule: 1 }],
  };
  const rules = '{rules: [{from: [{source: {namespaces: [x]}}]}, {from: [{source: {namespaces: [a]}}]}]}';

  it('is the rule of an ALLOW policy that matched, over HTTP and TCP', () => {
    expect(determining(rules)).toEqual(matched);
    expect(determining(rules, call({ port: 9000, tcp: true }))).toEqual(matched);
  });

  it('is nothing where only other actions looked at it', () => {
    const deny = '{action: DENY, rules: [{from: [{source: {namespaces: [x]}}]}]}';
    expect(determining(deny)).toBeNull();
    expect(determining(deny, call({ port: 9000, tcp: true }))).toBeNull();
    expect(determining('{action: AUDIT, rules: [{}]}')).toBeNull();
  });
});

describe('a CUSTOM filter', () => {
  it('tells each of its policies with its own rules', () => {
    const ask = (name: string, paths: string): string =>
      authorizationPolicy(
        name,
        `{action: CUSTOM, provider: {name: x}, rules: [{to: [{operation: {paths: [${paths}]}}]}, {to: [{operation: {paths: [/z]}}]}]}`,
      );
    const provider = { name: 'x', envoyExtAuthzHttp: { service: 'n.legacy.svc.cluster.local', port: 80 } };
    const world = worldWith(
      [ask('a', '/a'), ask('b', '/')].join('\n---\n'),
      { extensionProviders: [provider] },
      () => ({
        kind: 'deny',
        status: 403,
        body: '',
      }),
    );
    const trace = send(world, call());
    expect(stepOf(trace, 'b/s/inbound/extAuthz-x')?.checks).toMatchObject([
      {
        kind: 'policy',
        name: 'a',
        matched: false,
        source: { resource: 'AuthorizationPolicy/b/a', path: [] },
        children: [{ kind: 'rule', matched: false }, { matched: false }],
      },
      {
        kind: 'policy',
        name: 'b',
        matched: true,
        expected: { kind: 'any' },
        actual: { kind: 'any' },
        children: [{ matched: true }, { matched: false }],
      },
    ]);
    expect(trace.verdict).toMatchObject({ determining: { kind: 'matched', rules: [{ name: 'b', rule: 0 }] } });
  });
});
