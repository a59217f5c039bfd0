import { describe, expect, it } from 'vitest';
import { ambientWorld, peer, policy, service, waypoint } from '../../../dataplane/ambient/ambient.fixture.ts';
import { benchFor } from '../exact/exact.fixture.ts';
import { askRules, ruleRun } from './uses.ts';

/** What became of each rule and policy, in the order of the text. */
function told(...resources: readonly string[]): readonly string[] {
  const world = ambientWorld(resources);
  const { proofs } = askRules(ruleRun(benchFor(world, world), null), Number.POSITIVE_INFINITY);
  const said = proofs.map(({ policy: { name }, rule, use }) => {
    const why = use.kind === 'dead' ? ` ${use.why}` : use.kind === 'doubt' ? ` ${use.code} ${use.name}` : '';
    return `${name} ${rule ?? 'whole'}: ${use.kind}${why}`;
  });
  return said.toReversed();
}

const from = (source: string): string => `{from: [{source: {${source}}}]}`;

describe('of what use the rules of ztunnels are', () => {
  it('what asks for HTTP is lost there: an ALLOW then shuts, a DENY does nothing', () => {
    const get = '{to: [{operation: {methods: [GET]}}]}';
    expect(told(policy('amb/p', `{rules: [${get}]}`))).toEqual(['p whole: used', 'p 0: dead tcp']);
    expect(told(policy('amb/p', `{action: DENY, rules: [${get}]}`))).toEqual(['p whole: dead tcp', 'p 0: dead tcp']);
  });

  it('who has an identity comes through HBONE, who has none in plaintext', () => {
    const rules = `{action: DENY, rules: [${from('notPrincipals: ["*"]')}, ${from('serviceAccounts: [amb/c]')}]}`;
    expect(told(policy('amb/p', rules))).toEqual(['p 0: used', 'p 1: used']);
    // STRICT "is part of RBAC order": it refuses them, too.
    const strict = peer('amb/s', '{mtls: {mode: STRICT}}');
    expect(told(policy('amb/p', rules), strict)).toEqual(['p 0: dead refused', 'p 1: used']);
  });

  it('what nobody sends to a ztunnel is enforced by none, and what waypoints are asked is not taken apart', () => {
    expect(told(policy('amb/p', '{selector: {}, rules: [{}]}'))).toEqual(['p 0: nowhere']);
    const bound = "{targetRefs: [{group: '', kind: Service, name: s}], action: DENY, rules: [{}]}";
    expect(told(policy('amb/p', bound), waypoint('amb'), service('amb/s', ', istio.io/use-waypoint: w'))).toEqual([
      'p 0: doubt place waypoint',
    ]);
  });
});
