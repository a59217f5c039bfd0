import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { destinationRuleFor, type RuleSearch } from './destinationRule.ts';

const host = 's.b.svc.cluster.local';

interface Written {
  readonly name: string;
  readonly namespace: string;
  readonly spec: string;
}
const rule = (name: string, namespace: string, spec = `{host: ${host}}`): Written => ({ name, namespace, spec });

function search(rules: readonly Written[], client = 'a/c', mesh = {}): RuleSearch {
  const yaml = rules.map(
    ({ name, namespace, spec }) =>
      `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}`,
  );
  const pod =
    '{apiVersion: v1, kind: Pod, metadata: {name: r, namespace: istio-system, labels: {app: r}}, spec: {containers: [{name: app}]}}';
  const world = worldWith([pod, ...yaml].join('\n---\n'), mesh);
  const [namespace = '', name = ''] = client.split('/');
  const workload = world.cluster.workloads.get(workloadId(namespace, name));
  if (!workload) throw new Error(`no ${client}`);
  return destinationRuleFor(world, workload, host, 'b');
}

/** Each rule that was looked at: its name, and what became of it, with the name of the one that decided. */
const fates = (...parameters: Parameters<typeof search>): readonly string[] =>
  search(...parameters).candidates.map(({ resource, note }) =>
    [resource.split('/').slice(1).join('/'), note.key.split('.')[1], ...Object.values(note.args)].join(' '),
  );

describe('the level at which a DestinationRule is found (3.1)', () => {
  it('is the client namespace, then that of the service, then the root namespace', () => {
    const [own, server, root] = [rule('own', 'a'), rule('server', 'b'), rule('root', 'istio-system')];
    expect(fates([own, server, root])).toEqual([
      'a/own applies',
      'b/server levelTaken own',
      'istio-system/root levelTaken own',
    ]);
    expect(fates([server, root])).toEqual(['b/server applies', 'istio-system/root levelTaken server']);
    expect(fates([root])).toEqual(['istio-system/root applies']);
    expect(search([]).rule).toBeNull();
  });

  it('never is a third namespace', () => {
    expect(search([rule('other', 'legacy')])).toEqual({ rule: null, candidates: [] });
  });

  it('for a client of the root namespace holds only its private rules', () => {
    const mesh = rule('shared', 'istio-system');
    const both = rule('both', 'istio-system', `{host: ${host}, exportTo: [".", b]}`);
    const named = rule('named', 'istio-system', `{host: ${host}, exportTo: [istio-system]}`);
    const own = rule('private', 'istio-system', `{host: ${host}, exportTo: ["."], subsets: [{name: p}]}`);
    expect(search([mesh, both, named, own], 'istio-system/r').rule?.subsets.map(({ name }) => name)).toEqual(['p']);
    // The shared ones are found at the last level, as the mesh's.
    expect(search([mesh], 'istio-system/r').candidates).toMatchObject([{ level: 'rootNamespace', counts: true }]);
    // Beside a rule next to the service they stay behind.
    expect(fates([rule('server', 'b'), mesh], 'istio-system/r')).toEqual([
      'istio-system/shared levelTaken server',
      'b/server applies',
    ]);
  });

  it('for a client of the root namespace takes nothing from a rule that is shared, by whatever list', () => {
    const listed = (name: string, exportTo: string): Written =>
      rule(name, 'istio-system', `{host: ${host}${exportTo}, subsets: [{name: ${name}}]}`);
    const own = listed('own', ', exportTo: ["."]');
    const subsets = (...rules: readonly Written[]): readonly string[] | undefined =>
      search(rules, 'istio-system/r').rule?.subsets.map(({ name }) => name);
    for (const exportTo of ['', ', exportTo: []', ', exportTo: ["*"]', ', exportTo: [".", b]'])
      expect([exportTo, subsets(listed('shared', exportTo), own)]).toEqual([exportTo, ['own']]);
    expect(subsets(own, listed('second', ', exportTo: ["."]'))).toEqual(['own', 'second']);
    // Its own name alone is private as well, as is the mesh's default.
    expect(subsets(listed('named', ', exportTo: [istio-system]'))).toEqual(['named']);
    const silent = search([listed('silent', '')], 'istio-system/r', { defaultDestinationRuleExportTo: ['.'] });
    expect(silent.candidates).toMatchObject([{ level: 'clientNamespace', counts: true }]);
  });

  it('of the root namespace shows a private rule to no other client', () => {
    const own = rule('private', 'istio-system', `{host: ${host}, exportTo: ["."]}`);
    expect(fates([own])).toEqual(['istio-system/private notExported']);
    expect(search([own]).rule).toBeNull();
    expect(fates([own, rule('shared', 'istio-system')])).toEqual([
      'istio-system/private notExported',
      'istio-system/shared applies',
    ]);
    // At the last level it is as visible to the root namespace's own clients as any.
    const server = rule('server', 'b');
    expect(fates([own, server], 'istio-system/r')).toEqual([
      'istio-system/private applies',
      'b/server levelTaken private',
    ]);
  });

  it('is passed by where its rules are not exported to the client (3.1, 4.16)', () => {
    const hidden = rule('hidden', 'b', `{host: ${host}, exportTo: ["."]}`);
    expect(fates([hidden, rule('root', 'istio-system')])).toEqual([
      'b/hidden notExported',
      'istio-system/root applies',
    ]);
    expect(fates([hidden], 'b/s')).toEqual(['b/hidden applies']);
    expect(fates([rule('named', 'b', `{host: ${host}, exportTo: [a]}`)])).toEqual(['b/named applies']);
    expect(fates([rule('plain', 'b')], 'a/c', { defaultDestinationRuleExportTo: ['.'] })).toEqual([
      'b/plain notExported',
    ]);
    // An empty list says nothing.
    expect(fates([rule('empty', 'b', `{host: ${host}, exportTo: []}`)])).toEqual(['b/empty applies']);
  });

  it('with selectors that all miss has no rule, and the lower levels are not asked (3.3)', () => {
    const missing = rule('missing', 'a', `{host: ${host}, workloadSelector: {matchLabels: {app: x}}}`);
    const found = search([missing, rule('server', 'b')]);
    expect(found.rule).toBeNull();
    expect(found.candidates.map(({ note, label }) => [note.key, label])).toEqual([
      ['destinationRule.selectorMisses', { key: 'app', wants: 'x', has: 'c' }],
      ['destinationRule.levelTaken', null],
    ]);
    expect(found.candidates[1]?.note.args).toEqual({ by: 'missing' });
  });
});

describe('inside one level', () => {
  it('the most specific host wins: exact, then the longest suffix (3.1)', () => {
    const exact = rule('exact', 'b');
    const long = rule('long', 'b', '{host: "*.b.svc.cluster.local"}');
    const short = rule('short', 'b', '{host: "*.local"}');
    const all = rule('all', 'b', '{host: "*"}');
    for (const order of [
      [exact, long, short, all],
      [all, short, long, exact],
    ]) {
      expect(
        search(order)
          .candidates.filter(({ counts }) => counts)
          .map(({ host: written }) => written),
      ).toEqual([host]);
      expect(search(order.filter((each) => each !== exact)).candidates[0]?.host).toBe('*.b.svc.cluster.local');
    }
    expect(fates([long, short])).toEqual(['b/long applies', 'b/short lessSpecific long']);
  });

  it('a short host belongs to the namespace of the rule; one with a dot is taken literally (3.4)', () => {
    expect(fates([rule('short', 'b', '{host: s}')])).toEqual(['b/short applies']);
    expect(fates([rule('dotted', 'b', '{host: s.b}')])).toEqual([]);
    expect(fates([rule('elsewhere', 'a', '{host: s}')])).toEqual([]);
    expect(fates([rule('apex', 'b', '{host: "*.s.b.svc.cluster.local"}')])).toEqual([]);
  });

  it('the first selector that matches wins, else the rules without one (3.3)', () => {
    const mine = rule(
      'x-mine',
      'a',
      `{host: ${host}, workloadSelector: {matchLabels: {app: c}}, subsets: [{name: m}]}`,
    );
    const later = rule('y-mine', 'a', `{host: ${host}, workloadSelector: {matchLabels: {app: c}}}`);
    const plain = rule('a-plain', 'a', `{host: ${host}, subsets: [{name: p}]}`);
    expect(fates([mine, later, plain])).toEqual([
      'a/a-plain selectorWins x-mine',
      'a/x-mine applies',
      'a/y-mine merged x-mine',
    ]);
    const others = rule('y-gold', 'a', `{host: ${host}, workloadSelector: {matchLabels: {}}, subsets: [{name: g}]}`);
    expect(fates([mine, others])).toEqual(['a/x-mine applies', 'a/y-gold selectorWins x-mine']);
    expect(search([mine, plain]).rule).toMatchObject({ selected: true, subsets: [{ name: 'm' }] });
    expect(search([plain]).rule).toMatchObject({ selected: false, subsets: [{ name: 'p' }] });
  });

  it('a rule with a selector is never exported (3.3)', () => {
    const spec = `{host: ${host}, workloadSelector: {matchLabels: {app: c}}}`;
    expect(search([rule('server', 'b', spec)]).rule).toBeNull();
  });

  it('a more specific rule that is not exported hides the others (3.1)', () => {
    const hidden = rule('hidden', 'b', `{host: ${host}, exportTo: [legacy]}`);
    const wide = rule('wide', 'b', '{host: "*.b.svc.cluster.local"}');
    expect(search([hidden, wide]).rule).toBeNull();
    expect(fates([hidden, wide, rule('root', 'istio-system')])).toEqual([
      'b/hidden notExported',
      'b/wide notExported',
      'istio-system/root applies',
    ]);
    // A private one is none of those that others may have.
    expect(fates([rule('own', 'b', `{host: ${host}, exportTo: ["."]}`), wide])).toEqual([
      'b/own notExported',
      'b/wide applies',
    ]);
  });

  it('rules with other lists of namespaces stay apart, and the last counts (3.2)', () => {
    const to = (name: string, exportTo: string): Written =>
      rule(name, 'b', `{host: ${host}, subsets: [{name: ${name}}]${exportTo}}`);
    const [silent, all] = [to('m', ''), to('n', ', exportTo: ["*"]')];
    expect(fates([silent, all])).toEqual(['b/m otherExport n', 'b/n applies']);
    expect(search([silent, all]).rule?.subsets.map(({ name }) => name)).toEqual(['n']);
    // One that has all namespaces of the other goes into it.
    const [one, two] = [to('n', ', exportTo: [a]'), to('o', ', exportTo: [a, legacy]')];
    expect(search([one, two]).rule?.subsets.map(({ name }) => name)).toEqual(['n', 'o']);
    expect(search([all, to('q', ', exportTo: ["*"]')]).rule?.subsets.map(({ name }) => name)).toEqual(['n', 'q']);
  });

  it('rules of one host are merged, oldest first (3.2)', () => {
    const tls = (mode: string): string => `trafficPolicy: {tls: {mode: ${mode}}}`;
    const { rule: merged, candidates } = search([
      rule('one', 'a', `{host: ${host}, subsets: [{name: v1, labels: {v: "1"}, ${tls('SIMPLE')}}, {name: bare}]}`),
      rule('three', 'a', `{host: ${host}, ${tls('ISTIO_MUTUAL')}, subsets: [{name: v1, labels: {v: x}}, {name: v2}]}`),
      rule('two', 'a', `{host: ${host}, ${tls('DISABLE')}}`),
    ]);
    expect(merged?.trafficPolicy).toMatchObject({
      value: { tls: { mode: 'ISTIO_MUTUAL' } },
      source: { resource: 'DestinationRule/a/three', path: ['spec', 'trafficPolicy'] },
    });
    expect(merged?.subsets).toEqual([
      {
        name: 'v1',
        labels: { v: '1' },
        trafficPolicy: {
          value: { tls: { mode: 'SIMPLE' } },
          source: { resource: 'DestinationRule/a/one', path: ['spec', 'subsets', 0, 'trafficPolicy'] },
        },
      },
      { name: 'bare', labels: {}, trafficPolicy: null },
      { name: 'v2', labels: {}, trafficPolicy: null },
    ]);
    expect(candidates.map(({ note }) => [note.key, note.args])).toEqual([
      ['destinationRule.applies', {}],
      ['destinationRule.merged', { by: 'one' }],
      ['destinationRule.mergedSubsets', { by: 'one' }],
    ]);
    expect(search([rule('bare', 'a')]).rule).toEqual({ trafficPolicy: null, subsets: [], selected: false });
  });
});
