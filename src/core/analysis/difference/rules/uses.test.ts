import { describe, expect, it } from 'vitest';
import { send } from '../../../dataplane/send.ts';
import { authorizationPolicy, peerAuthentication, worldWith } from '../../../dataplane/world.fixture.ts';
import type { RuleProof, RuleUse } from '../../../model/proof.ts';
import { workloadId } from '../../../model/resource.ts';
import { benchFor } from '../exact/exact.fixture.ts';
import { askRules, ruleRun } from './uses.ts';

function report(...texts: readonly string[]): readonly RuleProof[] {
  const world = worldWith(texts.join('\n---\n'));
  const run = ruleRun(benchFor(world, world), null);
  return askRules(run, Number.POSITIVE_INFINITY).proofs;
}

/** What became of each: `p 0: dead shadowed by q 1`. */
function told(proofs: readonly RuleProof[]): readonly string[] {
  return proofs.map(({ policy, rule, use }) => `${policy.name} ${rule ?? 'whole'}: ${said(use)}`).toReversed();
}

function said(use: RuleUse): string {
  if (use.kind === 'doubt') return `doubt ${use.code} ${use.name}`;
  if (use.kind !== 'dead') return use.kind;
  const by = use.by.map(({ name, rule }) => `${name} ${rule ?? 'whole'}`).join();
  return by === '' ? `dead ${use.why}` : `dead ${use.why} by ${by}`;
}

const paths = (...values: readonly string[]): string => `{to: [{operation: {paths: ${JSON.stringify(values)}}}]}`;

describe('of what use the rules of a mesh are', () => {
  it('a rule is shadowed by a wider one, before or behind it', () => {
    const spec = `{rules: [${paths('/a/b')}, ${paths('/a/*')}, ${paths('/c')}, ${paths('/c')}]}`;
    expect(told(report(authorizationPolicy('p', spec)))).toEqual([
      'p 0: dead shadowed by p 1',
      'p 1: used',
      'p 2: used',
      'p 3: dead shadowed by p 2',
    ]);
  });

  it('a rule is shadowed by two that hold all of it only together', () => {
    const get = '{to: [{operation: {methods: [GET]}}]}';
    const other = '{to: [{operation: {notMethods: [GET]}}]}';
    const spec = `{rules: [${get}, ${other}, ${paths('/a')}]}`;
    expect(told(report(authorizationPolicy('p', spec)))).toEqual([
      'p 0: used',
      'p 1: used',
      'p 2: dead shadowed by p 0,p 1',
    ]);
  });

  it('an ALLOW below a DENY that takes all of it decides nothing, and its policy goes on refusing', () => {
    const deny = authorizationPolicy('deny', `{action: DENY, rules: [${paths('/a*')}]}`);
    const allow = authorizationPolicy('allow', `{rules: [${paths('/a/b')}]}`);
    expect(told(report(deny, allow))).toEqual([
      'allow whole: used',
      'allow 0: dead shadowed by deny 0',
      'deny 0: used',
    ]);
  });

  it('a DENY of what nothing lets in decides nothing', () => {
    const deny = authorizationPolicy('deny', `{action: DENY, rules: [${paths('/a*')}]}`);
    const allow = authorizationPolicy('allow', `{rules: [${paths('/b')}]}`);
    expect(told(report(deny, allow))).toEqual([
      'allow 0: used',
      'deny whole: dead shadowed by allow whole',
      'deny 0: dead shadowed by allow whole',
    ]);
  });

  it('what never matches is dead: contradictions, ports that nobody has, HTTP on a port of bytes', () => {
    const never = '{from: [{source: {principals: ["cluster.local/ns/a/sa/*"], notNamespaces: [a]}}]}';
    const port = '{to: [{operation: {ports: ["7777"]}}]}';
    const http = '{to: [{operation: {ports: ["9000"], methods: [GET]}}]}';
    expect(told(report(authorizationPolicy('p', `{rules: [${never}, ${port}, ${http}, ${paths('/')}]}`)))).toEqual([
      'p 0: dead unmatched',
      'p 1: dead port',
      'p 2: dead unmatched',
      'p 3: used',
    ]);
  });

  it('server names are asked of whoever speaks TLS of its own, too', () => {
    const sni = (values: string, more: string): string =>
      `{action: DENY, rules: [{${more}when: [{key: connection.sni, values: [${values}]}]}]}`;
    const plain = 'from: [{source: {notPrincipals: ["*"]}}], ';
    const tls = `apiVersion: v1\nkind: Service\nmetadata: {name: t, namespace: b}\nspec: {selector: {app: s}, ports: [{name: tls, port: 8443}]}`;
    const at = (spec: string) => told(report(tls, authorizationPolicy('p', spec)));
    expect(at(sni('x.y', ''))).toEqual(['p 0: used']);
    expect(at(sni('x.y', plain))).toEqual(['p 0: used']);
    expect(at(sni('X Y', ''))).toEqual(['p whole: dead unmatched', 'p 0: dead unmatched']);
  });

  it('what only plaintext could match is dead below STRICT', () => {
    const plain = '{from: [{source: {notPrincipals: ["*"]}}]}';
    const policy = authorizationPolicy('p', `{rules: [${plain}]}`);
    expect(told(report(policy, peerAuthentication('STRICT')))).toEqual(['p whole: used', 'p 0: dead unmatched']);
    expect(told(report(policy, peerAuthentication('PERMISSIVE')))).toEqual(['p 0: used']);
  });

  it('a policy that shuts what another shuts is dead as a whole', () => {
    const proofs = report(authorizationPolicy('one', '{}'), authorizationPolicy('two', '{}'));
    expect(told(proofs)).toEqual(['one whole: used', 'two whole: dead other']);
  });

  it('nothing is claimed of an authorizer, nor of a policy that nobody enforces', () => {
    const custom = authorizationPolicy('c', `{action: CUSTOM, provider: {name: opa}, rules: [${paths('/')}]}`);
    const away = authorizationPolicy('z', `{selector: {matchLabels: {app: none}}, rules: [${paths('/')}]}`);
    expect(told(report(custom, away))).toEqual(['c 0: doubt authorizer c', 'z 0: nowhere']);
  });

  it('what is of use has a request that shows it', () => {
    const text = authorizationPolicy('p', `{rules: [${paths('/a')}]}`);
    const [proof] = report(text);
    if (proof?.use.kind !== 'used') throw new Error('of use');
    const { witness, before, after } = proof.use;
    expect([before, after]).toEqual(['allowed', 'denied']);
    expect(send(worldWith(text), witness).verdict.kind).toBe('allowed');
  });

  it('at one workload only what it enforces is told', () => {
    const world = worldWith(authorizationPolicy('p', '{}', 'a'));
    const at = (workload: string) => ruleRun(benchFor(world, world), workloadId('b', workload)).questions;
    expect(at('s')).toEqual([]);
  });
});
