import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [route: string, refused: readonly string[]];

const to = 'route: [{destination: {host: s}}]';
const fault = (spec: string): string => `fault: {${spec}}, ${to}`;
const match = (spec: string): string => `match: [{${spec}}], ${to}`;
const redirect = (spec: string, more = ''): string => `redirect: {${spec}}${more}`;
const rewrite = (spec: string): string => `rewrite: {${spec}}, ${to}`;
const retries = (spec: string): string => `retries: {${spec}}, ${to}`;
const route = (...destinations: readonly string[]): string => `route: [${destinations.join(', ')}]`;
const destination = (spec: string): string => route(`{destination: {${spec}}}`);

const rows: readonly Row[] = [
  [to, []],
  ['match: []', ['destinationMissing']],
  [route(), ['destinationMissing']],
  [`directResponse: {status: 200}, ${to}`, ['routeConflict route route, directResponse']],
  [redirect('uri: /a', `, ${to}`), ['routeConflict route route, redirect']],
  [redirect('uri: /a', ', fault: {delay: {fixedDelay: 1s}}'), ['routeConflict fault fault, redirect']],
  [redirect('uri: /a', ', rewrite: {uri: /b}'), ['routeConflict rewrite rewrite, redirect']],
  [redirect('uri: /a', ', directResponse: {status: 200}'), ['routeConflict directResponse directResponse, redirect']],
  ['delegate: {name: child}', []],
  ['delegate: {name: child}, route: []', []],
  [`delegate: {name: child}, ${to}`, ['routeConflict route route, delegate']],
  ['delegate: {name: child}, redirect: {uri: /a}', ['routeConflict redirect redirect, delegate']],
  [`mirror: {host: a}, mirrors: [{destination: {host: b}}], ${to}`, ['routeConflict mirrors mirrors, mirror']],
  [`mirror: {host: "*"}, ${to}`, ['hostName mirror.host *']],
  [`mirrors: [{destination: {host: a_b}}], ${to}`, ['hostName mirrors.0.destination.host a_b']],
  [`mirrorPercentage: {value: 101}, ${to}`, ['percentage mirrorPercentage 101']],
  [`mirrorPercent: 101, ${to}`, ['percentage mirrorPercent 101']],
  [`mirrors: [{destination: {host: a}, percentage: {value: -1}}], ${to}`, ['percentage mirrors.0.percentage -1']],

  [destination('host: s.b.svc.cluster.local, subset: v1, port: {number: 80}'), []],
  [destination('host: "*"'), ['hostName route.0.destination.host *']],
  [destination('host: s, subset: v_1'), ['subsetName route.0.destination.subset v_1']],
  [destination('host: s, port: {}'), ['portRange route.0.destination.port 0']],
  [route('{destination: {host: s}, weight: 0}'), []],
  [route('{destination: {host: s}}', '{destination: {host: t}}'), ['weightSum route']],
  [route('{destination: {host: s}, weight: 1}', '{destination: {host: t}}'), []],
  [route('{destination: {host: s}, weight: -1}'), ['weightNegative route.0.weight -1']],

  [fault(''), ['faultEmpty fault']],
  [fault('abort: {httpStatus: 503, percentage: {value: 0.5}}'), []],
  [fault('abort: {percentage: {value: 100}}'), []],
  [fault('abort: {httpStatus: 199}'), ['statusRange fault.abort.httpStatus 199']],
  [fault('abort: {httpStatus: 601}'), ['statusRange fault.abort.httpStatus 601']],
  [fault('abort: {grpcStatus: NOT_FOUND}'), []],
  [fault('abort: {grpcStatus: not_found}'), ['grpcStatus fault.abort.grpcStatus not_found']],
  [fault('abort: {http2Error: x}'), ['faultUnsupported fault.abort.http2Error http2Error']],
  [fault('abort: {httpStatus: 503, percentage: {value: 101}}'), ['percentage fault.abort.percentage 101']],
  [fault('abort: {httpStatus: 503, percentage: {value: 0.00001}}'), ['percentage fault.abort.percentage 0.00001']],
  [fault('delay: {fixedDelay: 1s, percentage: {value: 10}}'), []],
  [fault('delay: {fixedDelay: 0s}'), ['timeout fault.delay.fixedDelay 0s']],
  [fault('delay: {fixedDelay: 1s, percentage: {value: -1}}'), ['percentage fault.delay.percentage -1']],
  [fault('delay: {exponentialDelay: 1s}'), ['faultUnsupported fault.delay.exponentialDelay exponentialDelay']],

  [match('uri: {prefix: ""}'), []],
  [match('uri: {regex: "/a.*"}'), []],
  [match('uri: {regex: "(?i)/a"}'), []],
  [match('uri: {regex: "[[:alpha:]]+"}'), []],
  [match('uri: {regex: ""}'), ['emptyMatch match.0.uri.regex']],
  [match('uri: {regex: "("}'), ['regex match.0.uri.regex (']],
  [match('uri: {regex: "a(?=b)"}'), ['regex match.0.uri.regex a(?=b)']],
  [match("uri: {regex: '(a)\\1'}"), ['regex match.0.uri.regex (a)\\1']],
  [match(`uri: {regex: "${'a'.repeat(1024)}"}`), []],
  [match(`uri: {regex: "${'a'.repeat(1025)}"}`), [`regex match.0.uri.regex ${'a'.repeat(1025)}`]],
  [match('method: {prefix: ""}'), ['emptyMatch match.0.method.prefix']],
  [match('authority: {regex: "["}'), ['regex match.0.authority.regex [']],
  [match('headers: {x-a: {}, ":path": {exact: /}}'), []],
  [match('headers: {"x a": {exact: b}}'), ['headerName match.0.headers.x a x a']],
  [match('headers: {x-a: {prefix: ""}}'), ['emptyMatch match.0.headers.x-a.prefix']],
  [match('withoutHeaders: {x-a: {regex: "*"}}'), []],
  [match('headers: {x-a: {regex: "*"}}'), ['regex match.0.headers.x-a.regex *']],
  [match('queryParams: {"a b": {regex: ""}}'), ['emptyMatch match.0.queryParams.a b.regex']],
  [match('port: 65536'), ['portRange match.0.port 65536']],
  [match('sourceNamespace: a.b'), ['namespaceName match.0.sourceNamespace a.b']],
  [match('gateways: [a/]'), ['gatewayReference match.0.gateways.0 a/']],

  [`headers: {request: {set: {x-a: b, host: c}, add: {y: z}, remove: [w]}}, ${to}`, []],
  [`headers: {request: {set: {":path": /}}}, ${to}`, ['headerInternal headers.request.set.:path :path']],
  [`headers: {request: {remove: [Host]}}, ${to}`, ['headerInternal headers.request.remove.0 Host']],
  [`headers: {response: {add: {host: a}}}, ${to}`, ['headerInternal headers.response.add.host host']],
  [
    route('{destination: {host: s}, headers: {response: {set: {":status": "1"}}}}'),
    ['headerInternal route.0.headers.response.set.:status :status'],
  ],
  [`rewrite: {authority: a}, headers: {request: {set: {":authority": b}}}, ${to}`, ['authorityTwice a, b']],

  [redirect('port: 8443'), []],
  [redirect('derivePort: FROM_REQUEST_PORT'), []],
  [redirect(''), ['redirectEmpty redirect']],
  [redirect('redirectCode: 302'), ['redirectEmpty redirect']],
  [redirect('uri: /a, prefixRewrite: /b'), ['routeConflict redirect uri, prefixRewrite']],
  [redirect('prefixRewrite: /b', ', match: [{uri: {exact: /a}}]'), ['redirectPrefix redirect.prefixRewrite']],
  [redirect('prefixRewrite: /b', ', match: [{uri: {prefix: /a}}, {port: 80}]'), []],
  [redirect('uri: /a, redirectCode: 200'), ['redirectCode redirect.redirectCode 200']],
  [redirect('uri: /a, scheme: ftp'), ['redirectScheme redirect.scheme ftp']],
  [redirect('uri: /a, port: 65536'), ['portRange redirect.port 65536']],
  ['directResponse: {status: 199}', ['statusRange directResponse.status 199']],

  [rewrite('uri: /a'), []],
  [rewrite(''), ['rewriteEmpty rewrite']],
  [rewrite('uri: /a, uriRegexRewrite: {match: a, rewrite: b}'), ['routeConflict rewrite uri, uriRegexRewrite']],
  [rewrite('uriRegexRewrite: {match: a}'), ['rewriteEmpty rewrite.uriRegexRewrite']],
  [rewrite('uriRegexRewrite: {match: "(", rewrite: b}'), ['regex rewrite.uriRegexRewrite.match (']],

  [retries('attempts: 3, perTryTimeout: 2s, retryOn: "5xx,503,unavailable"'), []],
  [retries('attempts: 0'), []],
  [retries('attempts: -1'), ['retriesOff retries -1']],
  [retries('perTryTimeout: 2s'), ['retriesOff retries 0']],
  [retries('attempts: 1, retryOn: sometimes'), ['retryOn retries.retryOn sometimes']],
  [retries('attempts: 1, perTryTimeout: 0s'), ['timeout retries.perTryTimeout 0s']],
  [retries('attempts: 1, backoff: 0s'), ['timeout retries.backoff 0s']],
  [`timeout: 10s, ${to}`, []],
  [`timeout: 0s, ${to}`, ['timeout timeout 0s']],
  [`timeout: 1.5ms, ${to}`, ['timeout timeout 1.5ms']],

  [`corsPolicy: {allowOrigins: [{exact: a}], allowMethods: [GET, "*"], maxAge: 1h}, ${to}`, []],
  [`corsPolicy: {allowOrigins: [{}]}, ${to}`, ['emptyMatch corsPolicy.allowOrigins.0']],
  [`corsPolicy: {allowMethods: [get]}, ${to}`, ['corsMethod corsPolicy.allowMethods.0 get']],
  [`corsPolicy: {maxAge: 0s}, ${to}`, ['timeout corsPolicy.maxAge 0s']],
];

describe('an HTTP route of a VirtualService (13)', () => {
  it.each(rows)('%s', (route, refused) => {
    const found = refusals('VirtualService', `{hosts: [s], http: [{${route}}]}`);
    expect(found.map((each) => each.replace('http.0.', '').replace(' http.0', ''))).toEqual(refused);
  });

  it('that is delegated to cannot delegate on', () => {
    expect(refusals('VirtualService', `{http: [{delegate: {name: next}, ${to}}]}`)).toEqual([
      'delegateTwice http.0.delegate',
    ]);
  });
});
