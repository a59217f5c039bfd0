import { objectAt } from '../../cluster/fields.ts';
import type { JsonObject } from '../../model/json.ts';
import { policyObject } from './access.ts';
import { type Drafted, drafted, newObject, placeOf, type Question } from './place.ts';

/** "STRICT: only mTLS is taken." Of several for one scope the oldest counts, so the one that is there is edited. */
export function requireMtls(question: Question): Drafted {
  const place = placeOf(question);
  if (place === null) return { wants: 'scope' };
  const { namespace, selector } = place;
  const same = (question.world.peerAuthentications.get(namespace) ?? []).find(({ resource }) => {
    return sameSelector(objectAt(resource.body, 'spec', 'selector'), selector ?? {});
  });
  if (same !== undefined) {
    const { id: resource } = same.resource;
    const path = ['spec', 'mtls', 'mode'];
    return { edits: [{ op: 'set', resource, path, value: 'STRICT' }], resources: [resource] };
  }
  const name = selector === null ? 'default' : `${place.name}-mtls`;
  const spec = { ...(selector === null ? {} : { selector }), mtls: { mode: 'STRICT' } };
  const apiVersion = 'security.istio.io/v1';
  return drafted(newObject(question, { apiVersion, kind: 'PeerAuthentication', namespace, name, spec }));
}

function sameSelector(a: JsonObject, b: JsonObject): boolean {
  const labels = (selector: JsonObject): string =>
    JSON.stringify(Object.entries(objectAt(selector, 'matchLabels')).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return labels(a) === labels(b);
}

/**
 * "A request without a token passes RequestAuthentication": that a token is needed is for a policy to say, which denies
 * whoever has no request principal.
 */
export function requireJwt(question: Question): Drafted {
  const place = placeOf(question);
  const { issuer } = question.answers;
  if (place === null) return { wants: 'scope' };
  if (!/^[^\s]+$/.test(issuer)) return { wants: 'issuer' };
  const keys = question.jwks === null ? { jwksUri: keysOf(issuer) } : { jwks: question.jwks };
  const authentication = newObject(question, {
    apiVersion: 'security.istio.io/v1',
    kind: 'RequestAuthentication',
    namespace: place.namespace,
    name: `${place.name}-jwt`,
    spec: { ...(place.selector === null ? {} : { selector: place.selector }), jwtRules: [{ issuer, ...keys }] },
  });
  const rules = [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }];
  const demand = policyObject(question, place, `${place.name}-require-jwt`, { action: 'DENY', rules });
  return drafted(demand, authentication);
}

/** Where most providers publish their keys. */
function keysOf(issuer: string): string {
  const base = issuer.startsWith('https://') ? issuer : `https://${issuer}`;
  return `${base.replace(/\/+$/, '')}/.well-known/jwks.json`;
}
