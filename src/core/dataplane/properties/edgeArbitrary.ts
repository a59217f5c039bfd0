import fc from 'fast-check';
import type { JsonObject } from '../../model/json.ts';
import type { Payload } from '../../model/request.ts';
import { caseOn, type Ground, listOf, settings } from './caseArbitrary.ts';
import { destinationRule } from './destinationRuleArbitrary.ts';
import type { WorkloadDraft } from './kubernetesArbitrary.ts';
import { mostly } from './near.ts';
import { defined, peerAuthentication } from './policyArbitrary.ts';
import type { RandomCase } from './randomMesh.ts';
import { type RequestDraft, requestDraft } from './requestArbitrary.ts';
import { narrowRule } from './ruleArbitrary.ts';
import { authorizations, jwtRules } from './tokens.ts';

const none: fc.Arbitrary<JsonObject[]> = fc.constant([]);

function server(namespace: string): WorkloadDraft {
  const http = { name: 'http', port: 80, targetPort: 8080 };
  const ports = [http, { name: 'tcp-db', port: 9000 }, { name: 'plain', port: 8081 }];
  return { namespace, app: 'cart', tier: 'front', serviceAccount: 'cart', inject: undefined, services: [ports] };
}

/** Two namespaces with a sidecar in each: `w0` of shop serves. */
const ground: fc.Arbitrary<Ground> = settings.map((mesh) => ({
  settings: mesh,
  namespaces: [
    { name: 'shop', injected: true },
    { name: 'pay', injected: true },
  ],
  workloads: [server('shop'), server('pay')],
}));

function inRoot(kind: string, spec: fc.Arbitrary<JsonObject>, namespace: string): fc.Arbitrary<JsonObject> {
  return spec.map((given) => ({
    apiVersion: 'security.istio.io/v1',
    kind,
    metadata: { name: 'unnamed', namespace },
    spec: given,
  }));
}

const narrowPolicy: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.constantFrom(undefined, 'DENY'), narrowRule)
  .map(([action, rule]) => defined({ action, rules: [rule] }));
const tokens: fc.Arbitrary<JsonObject> = fc.constant({ jwtRules: [jwtRules[0] ?? {}, jwtRules[4] ?? {}] });

/** To the HTTP port of `w0` mostly, from a peer with an identity mostly: where a policy can say most. */
const atTheDoor: fc.Arbitrary<RequestDraft> = fc
  .tuple(
    requestDraft,
    mostly<RequestDraft['kind']>(fc.constant('peer'), fc.constant('service'), 6),
    mostly(fc.constant(0), fc.constantFrom(1, 2), 6),
    mostly(fc.constant(true), fc.constant(false), 6),
    fc.option(fc.constantFrom(...authorizations.slice(0, 3), ...authorizations.slice(0, 3), ...authorizations), {
      freq: 2,
    }),
  )
  .map(([draft, kind, port, usual, authorization]) => ({
    ...draft,
    payload: authorization === null ? draft.payload : withToken(draft.payload, authorization),
    kind,
    port,
    from: 1,
    to: 0,
    applicationTls: false,
    peer: usual ? { ...draft.peer, alpn: null } : draft.peer,
  }));

function withToken(payload: Payload, authorization: string): Payload {
  if (payload.kind === 'tcp') return payload;
  const others = payload.headers.filter(([name]) => name !== 'Authorization');
  return { ...payload, headers: [...others, ['Authorization', authorization]] };
}

/** One policy of one field and no other obstacle: its verdict hangs on that field's values alone. */
export function policyEdge(requests: number): fc.Arbitrary<RandomCase> {
  return ground.chain((base) =>
    caseOn(
      base,
      ({ root }) => ({
        authorization: listOf(inRoot('AuthorizationPolicy', narrowPolicy, root), 1, 1),
        peer: none,
        request: listOf(inRoot('RequestAuthentication', tokens, root), 1, 1),
        destination: none,
      }),
      listOf(atTheDoor, requests, requests),
    ),
  );
}

/** Whoever has an identity, or whoever has none: tells mTLS from plaintext where both get through. */
const identified = fc.constantFrom<JsonObject>(
  { rules: [{ from: [{ source: { principals: ['*'] } }] }] },
  { action: 'DENY', rules: [{ from: [{ source: { principals: ['*'] } }] }] },
);

const betweenSidecars: fc.Arbitrary<RequestDraft> = requestDraft.map((draft) => ({
  ...draft,
  kind: draft.kind === 'peer' ? 'peer' : 'service',
  to: 0,
}));

/** Several PeerAuthentications and DestinationRules about one service: who wins, and what is spoken. */
export function mtlsEdge(requests: number): fc.Arbitrary<RandomCase> {
  return ground.chain((base) =>
    caseOn(
      base,
      ({ namespaces, root, hostnames }) => ({
        authorization: listOf(inRoot('AuthorizationPolicy', identified, root), 1, 1),
        peer: listOf(peerAuthentication(['shop', 'shop', root]), 1, 4),
        request: none,
        destination: listOf(destinationRule([...namespaces, root], hostnames.slice(0, 1)), 0, 3),
      }),
      listOf(betweenSidecars, requests, requests),
    ),
  );
}
