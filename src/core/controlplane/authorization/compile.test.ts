import { describe, expect, it } from 'vitest';
import { resourceId } from '../../model/resource.ts';
import type { RbacAction } from '../../model/trace.ts';
import { type ChainLayer, compileRule } from './compile.ts';
import { droppedCheck } from './dropped.ts';

const resource = resourceId('AuthorizationPolicy', 'b', 'p');
const ref = { resource, namespace: 'b', name: 'p', rule: 3 };
const path = ['spec', 'rules', 3];

function compile(
  rule: Parameters<typeof compileRule>[0],
  action: RbacAction | 'CUSTOM' = 'ALLOW',
  layer: ChainLayer = 'HTTP',
) {
  return compileRule(rule, ref, path, action, layer, { policyNamespace: 'b', bundle: ['cluster.local'] });
}

/** The fields of the first `from`, `to` and `when` that are left, and the values of each. */
function left(compiled: ReturnType<typeof compile>): readonly string[] {
  if ('reason' in compiled) return [`dropped: ${compiled.reason}`];
  const entries = [...compiled.from, ...compiled.to, ...(compiled.when ? [compiled.when] : [])];
  return entries.flatMap(({ fields }) =>
    fields.map(({ name, values, erased }) =>
      erased ? `${name} erased` : `${name}: ${values.map(({ source }) => source.path.at(-1)).join(' ')}`,
    ),
  );
}

describe('what cannot be compiled, with the webhook off (3.6)', () => {
  it('an unknown key takes the rule with it, for every action (1.7)', () => {
    const rule = {
      when: [
        { key: 'source.ip', values: ['1.2.3.4'] },
        { key: 'source.user', values: ['x'] },
      ],
    };
    for (const action of ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] as const)
      expect(compile(rule, action)).toEqual({
        ref,
        path,
        reason: 'unknownKey',
        culprit: [...path, 'when', 1, 'key'],
        text: 'source.user',
      });
  });

  it('a key that does not parse takes an ALLOW rule with it, and of others only itself', () => {
    const rule = { to: [{ operation: { ports: ['80'] } }], when: [{ key: 'request.headers[', values: ['x'] }] };
    expect(compile(rule)).toEqual({
      ref,
      path,
      reason: 'badValue',
      culprit: [...path, 'when', 0, 'key'],
      text: 'request.headers[',
    });
    expect(left(compile(rule, 'DENY'))).toEqual(['ports: 0']);
  });

  it('so does a value; with its last value the field disappears', () => {
    const some = { from: [{ source: { ipBlocks: ['x', '1.2.3.4'] } }] };
    expect(compile(some)).toEqual({
      ref,
      path,
      reason: 'badValue',
      culprit: [...path, 'from', 0, 'source', 'ipBlocks', 0],
      text: 'x',
    });
    expect(left(compile(some, 'DENY'))).toEqual(['ipBlocks: 1']);
    expect(left(compile({ from: [{ source: { ipBlocks: ['x'] } }] }, 'AUDIT'))).toEqual(['ipBlocks erased']);
    expect(left(compile({ to: [{ operation: { notPorts: ['http'] } }] }, 'DENY'))).toEqual(['notPorts erased']);
    expect(left(compile({ to: [{ operation: { notPorts: ['http'] } }] }))).toEqual(['dropped: badValue']);
  });

  it('the first thing wrong is the one that is told', () => {
    const rule = { from: [{ source: { ipBlocks: ['x'] } }], to: [{ operation: { ports: ['y'] } }] };
    expect(compile(rule)).toMatchObject({ text: 'x' });
  });
});

describe('an HTTP-only part on a TCP chain (4.2)', () => {
  const rule = { from: [{ source: { namespaces: ['a'], requestPrincipals: ['*'] } }] };
  it('takes an ALLOW rule with it', () => {
    expect(compile(rule, 'ALLOW', 'TCP')).toMatchObject({
      reason: 'httpOnlyOnTcp',
      culprit: [...path, 'from', 0, 'source', 'requestPrincipals'],
      text: 'requestPrincipals',
    });
  });
  it('vanishes from the others', () => {
    for (const action of ['DENY', 'AUDIT', 'CUSTOM'] as const)
      expect(left(compile(rule, action, 'TCP'))).toEqual(['requestPrincipals erased', 'namespaces: 0']);
  });
});

describe('a rule that compiles', () => {
  it('has the id that Envoy reports, and asks nothing where it says nothing (3.4)', () => {
    expect(compile({})).toMatchObject({ id: 'ns[b]-policy[p]-rule[3]', name: '3', from: [], to: [], when: null });
    expect(left(compile({ from: [{}], to: [{}] }))).toEqual([]);
    expect(left(compile({ from: [{ source: { principals: [] } }] }))).toEqual([]);
    expect(left(compile({ when: [{ key: 'source.ip', values: [], notValues: ['1.1.1.1'] }] }))).toEqual([
      'source.ip: 0',
    ]);
  });
});

describe('a dropped rule', () => {
  const part = { ref, path, culprit: [...path, 'to', 0], text: 'methods' };
  it('names the part that took it out', () => {
    const [http] = droppedCheck({ ...part, reason: 'httpOnlyOnTcp' }).children;
    expect(http).toMatchObject({
      kind: 'httpOnly',
      name: 'methods',
      matched: false,
      source: { resource, path: part.culprit },
      expected: { kind: 'value', value: 'HTTP' },
      actual: { kind: 'value', value: 'TCP' },
      note: { key: 'rule.httpOnlyOnTcp' },
    });
    for (const reason of ['badValue', 'unknownKey'] as const)
      expect(droppedCheck({ ...part, reason })).toMatchObject({
        kind: 'rule',
        name: '3',
        matched: false,
        source: { resource, path },
        children: [
          { kind: 'value', expected: { kind: 'any' }, actual: { kind: 'none' }, note: { key: `rule.${reason}` } },
        ],
      });
  });
});
