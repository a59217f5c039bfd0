import { describe, expect, it } from 'vitest';
import { call } from '../../core/dataplane/world.fixture.ts';
import { type Case, story } from './told.fixture.ts';

const tcp = call({ port: 9000, tcp: true });

const cases: readonly Case[] = [
  {
    what: 'another host',
    spec: '{rules: [{to: [{operation: {hosts: [s.c]}}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: hosts s.c / s.b +0',
      '✕ hosts asks for s.c, has s.b',
    ],
  },
  {
    what: 'a host with a port',
    spec: '{rules: [{to: [{operation: {hosts: [s.b]}}]}]}',
    request: call({ port: 8081 }),
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: hosts s.b / s.b:8081 +0',
      '✕ hosts asks for s.b, has s.b:8081',
    ],
  },
  {
    what: 'a path by its end',
    spec: '{rules: [{to: [{operation: {paths: ["*/info"]}}]}]}',
    request: call({ path: '/info/x' }),
    told: [
      '**p** selects **s**, but `GET /info/x` is not allowed by any of its rules.',
      'plate: paths */info / /info/x +0',
      '✕ paths asks for */info, has /info/x',
    ],
  },
  {
    what: 'a path by its beginning',
    spec: '{rules: [{to: [{operation: {paths: ["/info/*"]}}]}]}',
    request: call({ path: '/info' }),
    told: [
      '**p** selects **s**, but `GET /info` is not allowed by any of its rules.',
      'plate: paths /info/* / /info +0',
      '✕ paths asks for /info/*, has /info',
    ],
  },
  {
    what: 'a header that must be there',
    spec: '{rules: [{when: [{key: "request.headers[x-token]", values: ["*"]}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: request.headers[x-token] * / null +0',
      '✕ request.headers[x-token] asks for *, has nothing',
    ],
  },
  {
    what: 'a path template of one segment',
    spec: '{rules: [{to: [{operation: {paths: ["/items/{*}/edit"]}}]}]}',
    request: call({ path: '/items/1/2/edit' }),
    told: [
      '**p** selects **s**, but `GET /items/1/2/edit` is not allowed by any of its rules.',
      'plate: paths /items/{*}/edit / /items/1/2/edit +0',
      '✕ paths asks for /items/{*}/edit, has /items/1/2/edit',
    ],
  },
  {
    what: 'a path template of any number of segments',
    spec: '{rules: [{to: [{operation: {paths: ["/items/{**}"]}}]}]}',
    request: call({ path: '/items' }),
    told: [
      '**p** selects **s**, but `GET /items` is not allowed by any of its rules.',
      'plate: paths /items/{**} / /items +0',
      '✕ paths asks for /items/{**}, has /items',
    ],
  },
  {
    what: 'a DENY of everything',
    spec: '{action: DENY, rules: [{}]}',
    told: ['Explicitly denied by **p**: its rule 1 matches this request.'],
  },
  {
    what: 'an ALLOW with an HTTP field on a TCP port',
    spec: '{rules: [{to: [{operation: {methods: [GET]}}]}]}',
    request: tcp,
    told: [
      '**p** selects **s**, but its rules ask for HTTP fields, and on a TCP port such a rule allows nothing.',
      'plate: methods HTTP / TCP +0',
      '✕ methods asks for HTTP, has TCP. Left out with its whole rule: on a TCP port an ALLOW rule with an HTTP field allows nothing.',
    ],
  },
  {
    what: 'a DENY of nothing but an HTTP field on a TCP port',
    spec: '{action: DENY, rules: [{to: [{operation: {methods: [DELETE]}}]}]}',
    request: tcp,
    told: [
      'Explicitly denied by **p**: on a TCP port the HTTP fields of its rule 1 are left out, so it matches.',
      '✓ methods asks for HTTP, has TCP. Left out: on a TCP port an HTTP field says nothing, and the rest of the rule decides.',
    ],
  },
  {
    what: 'the port of the Service in place of that of the pod',
    spec: '{rules: [{to: [{operation: {ports: ["80"]}}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: ports 80 / 8080 +0',
      '✕ ports asks for 80, has 8080',
    ],
  },
  {
    what: 'another server name',
    spec: '{rules: [{when: [{key: connection.sni, values: [www.example.com]}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: connection.sni www.example.com / outbound_.80_._.s.b.svc.cluster.local +0',
      '✕ connection.sni asks for www.example.com, has outbound_.80_._.s.b.svc.cluster.local',
    ],
  },
  {
    what: 'another destination address',
    spec: '{rules: [{when: [{key: destination.ip, values: [10.9.9.9]}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: destination.ip 10.9.9.9 / 10.244.0.12 +0',
      '✕ destination.ip asks for 10.9.9.9, has 10.244.0.12',
    ],
  },
  {
    what: 'a negated path by a prefix',
    spec: '{rules: [{to: [{operation: {notPaths: ["/private*", "/x"], methods: [GET]}}]}]}',
    request: call({ path: '/private/a' }),
    told: [
      '**p** selects **s**, but `GET /private/a` is not allowed by any of its rules.',
      'plate: notPaths not /private*, /x / /private/a +0',
      '✓ methods asks for GET, has GET',
      '✕ notPaths asks for none of /private*, /x, has /private/a',
    ],
  },
  {
    what: 'two rules, of which the second is nearer',
    spec: '{rules: [{from: [{source: {principals: ["cluster.local/ns/a/sa/x"]}}], to: [{operation: {methods: [POST], paths: [/a]}}]}, {to: [{operation: {methods: [DELETE]}}]}]}',
    told: [
      '**p** selects **s**, but `GET /` is not allowed by any of its rules.',
      'plate: methods DELETE / GET +0',
      '✕ principals asks for cluster.local/ns/a/sa/x, has cluster.local/ns/a/sa/c',
      '✕ methods asks for POST, has GET',
      '✕ paths asks for /a, has /',
      '✕ methods asks for DELETE, has GET',
    ],
  },
  {
    what: 'a DENY with an HTTP field on a TCP port',
    spec: '{action: DENY, rules: [{from: [{source: {principals: ["cluster.local/ns/a/sa/c"]}}], to: [{operation: {methods: [GET], ports: ["9000"]}}]}]}',
    request: tcp,
    told: [
      'Explicitly denied by **p**: on a TCP port the HTTP fields of its rule 1 are left out, so it matches.',
      'plate: principals not cluster.local/ns/a/sa/c / cluster.local/ns/a/sa/c +1',
      '✓ principals asks for cluster.local/ns/a/sa/c, has cluster.local/ns/a/sa/c',
      '✓ ports asks for 9000, has 9000',
      '✓ methods asks for HTTP, has TCP. Left out: on a TCP port an HTTP field says nothing, and the rest of the rule decides.',
    ],
  },
];

describe('what a rule asks of the request beside what the request has', () => {
  it.each(cases)('is told of $what', ({ spec, request, told }) => {
    expect(story(spec, request)).toEqual(told);
  });
});
