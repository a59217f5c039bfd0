import { describe, expect, it } from 'vitest';
import { send } from '../../core/dataplane/send.ts';
import { authorizationPolicy, call, worldWith } from '../../core/dataplane/world.fixture.ts';
import { tell } from '../../core/story/tell.ts';
import { say } from './en.ts';
import { type Case, story } from './told.fixture.ts';

const naked = call({ from: 'legacy/n' });

const cases: readonly Case[] = [
  {
    what: 'a negated principal that is the caller',
    spec: '{rules: [{from: [{source: {notPrincipals: ["cluster.local/ns/a/sa/c"]}}]}]}',
    told: [
      '**p** selects **s**, but **c** is not allowed by any of its rules.',
      'plate: notPrincipals not cluster.local/ns/a/sa/c / cluster.local/ns/a/sa/c +0',
      '✕ notPrincipals asks for not cluster.local/ns/a/sa/c, has cluster.local/ns/a/sa/c',
    ],
  },
  {
    what: 'a nested claim where nothing reads tokens',
    spec: '{rules: [{when: [{key: "request.auth.claims[a][b]", values: [c]}]}]}',
    told: [
      '**p** selects **s**, but its rules ask for a token, and no RequestAuthentication lets **s** read one.',
      'plate: request.auth.claims[a][b] c / null +0',
      '✕ request.auth.claims[a][b] asks for c, has nothing',
    ],
  },
  {
    what: 'any token where nothing reads tokens',
    spec: '{rules: [{from: [{source: {requestPrincipals: ["*"]}}]}]}',
    told: [
      '**p** selects **s**, but its rules ask for a token, and no RequestAuthentication lets **s** read one.',
      'plate: requestPrincipals * / null +0',
      '✕ requestPrincipals asks for *, has nothing',
    ],
  },
  {
    what: 'an empty list of rules',
    spec: '{rules: []}',
    told: ['**p** selects **s** and has no rules: nothing is allowed.'],
  },
  {
    what: 'no rules at all',
    spec: '{selector: {matchLabels: {app: s}}}',
    told: ['**p** selects **s** and has no rules: nothing is allowed.'],
  },
  {
    what: 'an entry of from without a source, which is refused',
    spec: '{rules: [{from: [{}]}]}',
    told: ['No ALLOW policy selects **s**, and Istio allows by default.'],
  },
  {
    what: 'a source without fields, which is refused',
    spec: '{rules: [{from: [{source: {}}]}]}',
    told: ['No ALLOW policy selects **s**, and Istio allows by default.'],
  },
  {
    what: 'any principal, for a caller without identity',
    spec: '{rules: [{from: [{source: {principals: ["*"]}}]}]}',
    request: naked,
    told: [
      '**p** selects **s**, but **n** comes without a verified identity, which its rules ask for.',
      'plate: principals * / null +0',
      '✕ principals asks for *, has nothing',
    ],
  },
  {
    what: 'another namespace',
    spec: '{rules: [{from: [{source: {namespaces: [payments, "admin-*"]}}]}]}',
    told: [
      '**p** selects **s**, but **c** is not allowed by any of its rules.',
      'plate: namespaces payments, admin-* / a +0',
      '✕ namespaces asks for payments, admin-*, has a',
    ],
  },
  {
    what: 'a namespace, for a caller without identity',
    spec: '{rules: [{from: [{source: {namespaces: [payments]}}]}]}',
    request: naked,
    told: [
      '**p** selects **s**, but **n** comes without a verified identity, which its rules ask for.',
      'plate: namespaces payments / null +0',
      '✕ namespaces asks for payments, has nothing',
    ],
  },
  {
    what: 'another service account',
    spec: '{rules: [{from: [{source: {serviceAccounts: [payments/c]}}]}]}',
    told: [
      '**p** selects **s**, but **c** is not allowed by any of its rules.',
      'plate: serviceAccounts payments/c / a/c +0',
      '✕ serviceAccounts asks for payments/c, has a/c',
    ],
  },
  {
    what: 'another trust domain',
    spec: '{rules: [{from: [{source: {trustDomains: [other]}}]}]}',
    told: [
      '**p** selects **s**, but **c** is not allowed by any of its rules.',
      'plate: trustDomains other / cluster.local +0',
      '✕ trustDomains asks for other, has cluster.local',
    ],
  },
  {
    what: 'an address outside a block',
    spec: '{rules: [{from: [{source: {ipBlocks: [10.9.0.0/16]}}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: ipBlocks 10.9.0.0/16 / 10.244.0.10 +0',
      '✕ ipBlocks asks for 10.9.0.0/16, has 10.244.0.10',
    ],
  },
  {
    what: 'an original address outside a block',
    spec: '{rules: [{from: [{source: {remoteIpBlocks: [10.9.0.0/16]}}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: remoteIpBlocks 10.9.0.0/16 / 10.244.0.10 +0',
      '✕ remoteIpBlocks asks for 10.9.0.0/16, has 10.244.0.10',
    ],
  },
  {
    what: 'a negated address',
    spec: '{rules: [{when: [{key: source.ip, notValues: [10.0.0.0/8]}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: source.ip not 10.0.0.0/8 / 10.244.0.10 +0',
      '✕ source.ip asks for not 10.0.0.0/8, has 10.244.0.10',
    ],
  },
  {
    what: 'two address conditions of which one is met',
    spec: '{rules: [{from: [{source: {ipBlocks: ["10.9.0.0/16"], notIpBlocks: ["10.9.1.0/24"]}}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: ipBlocks 10.9.0.0/16 / 10.244.0.10 +0',
      '✕ ipBlocks asks for 10.9.0.0/16, has 10.244.0.10',
      '✓ notIpBlocks asks for not 10.9.1.0/24, has 10.244.0.10',
    ],
  },
  {
    what: 'a DENY of everybody but one',
    spec: '{action: DENY, rules: [{from: [{source: {notPrincipals: ["cluster.local/ns/a/sa/admin"]}}]}]}',
    told: [
      'Explicitly denied by **p**: its rule 1 matches this request.',
      'plate: notPrincipals cluster.local/ns/a/sa/admin / cluster.local/ns/a/sa/c +0',
      '✓ notPrincipals asks for not cluster.local/ns/a/sa/admin, has cluster.local/ns/a/sa/c',
    ],
  },
  {
    what: 'a DENY of everybody but one, for a caller without identity',
    spec: '{action: DENY, rules: [{from: [{source: {notPrincipals: ["cluster.local/ns/a/sa/admin"]}}]}]}',
    request: naked,
    told: [
      'Explicitly denied by **p**: its rule 1 matches this request.',
      'plate: notPrincipals cluster.local/ns/a/sa/admin / null +0',
      '✓ notPrincipals asks for not cluster.local/ns/a/sa/admin, has nothing',
    ],
  },
  {
    what: 'two sources, of which one would do',
    spec: '{rules: [{from: [{source: {principals: ["cluster.local/ns/a/sa/x"]}}, {source: {namespaces: [p]}}], to: [{operation: {paths: [/x]}}]}]}',
    told: [
      '**p** selects **s**, but **c** is not allowed by any of its rules.',
      'plate: principals cluster.local/ns/a/sa/x / cluster.local/ns/a/sa/c +1',
      '✕ principals asks for cluster.local/ns/a/sa/x, has cluster.local/ns/a/sa/c',
      '✕ namespaces asks for p, has a',
      '✕ paths asks for /x, has /',
    ],
  },
  {
    what: 'a DENY by two conditions',
    spec: '{action: DENY, rules: [{from: [{source: {principals: ["*"]}}], to: [{operation: {paths: ["/*"]}}]}]}',
    told: [
      'Explicitly denied by **p**: its rule 1 matches this request.',
      'plate: principals not * / cluster.local/ns/a/sa/c +1',
      '✓ principals asks for *, has cluster.local/ns/a/sa/c',
      '✓ paths asks for /*, has /',
    ],
  },
];

describe('what a rule asks of the caller beside what the request has', () => {
  it.each(cases)('is told of $what', ({ spec, request, told }) => {
    expect(story(spec, request)).toEqual(told);
  });

  it('names a token that is not there where a RequestAuthentication reads tokens', () => {
    const tokens = `apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: tokens, namespace: b}
spec: {jwtRules: [{issuer: "https://a", jwks: '{"keys": []}'}]}`;
    const policy = authorizationPolicy('p', '{rules: [{from: [{source: {requestPrincipals: ["*"]}}]}]}');
    expect(say(tell(send(worldWith(`${policy}\n---\n${tokens}`), call())).because)).toBe(
      '**p** selects **s**, but **c** comes without a verified token, which its rules ask for.',
    );
  });
});
