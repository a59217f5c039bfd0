import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [spec: string, refused: readonly string[]];

const to = 'route: [{destination: {host: s}}]';
const served = `http: [{${to}}]`;
const hosts = (list: string, more = ''): string => `{hosts: [${list}], ${served}${more}}`;
const atGateway = ', gateways: [a/edge]';
const tls = (match: string, route = to): string =>
  `{hosts: [x.com, "*.y.com"], gateways: [a/edge], tls: [{match: [${match}], ${route}}]}`;
const tcp = (match: string, route = to): string => `{hosts: [x.com], tcp: [{match: [${match}], ${route}}]}`;

const bySni = (name: string, gateways: string): string =>
  `{hosts: [${name}], gateways: ${gateways}, tls: [{match: [{sniHosts: [${name}]}], ${to}}]}`;

const rows: readonly Row[] = [
  [hosts('s'), []],
  [hosts('s, x.com, "*.y.com", 10.0.0.1'), []],
  [hosts('x_y'), ['hostName hosts.0 x_y']],
  [hosts('"*"'), ['meshWildcard hosts.0']],
  [hosts('"*"', ', gateways: [a/edge, mesh]'), ['meshWildcard hosts.0']],
  [hosts('"*"', atGateway), []],
  [hosts('outbound_.80_._.x.com', atGateway), ['hostName hosts.0 outbound_.80_._.x.com']],
  [bySni('outbound_.80_._.x.com', '[a/edge]'), []],
  [
    bySni('outbound_._._.x.com', '[a/edge]'),
    ['hostName hosts.0 outbound_._._.x.com', 'hostName tls.0.match.0.sniHosts.0 outbound_._._.x.com'],
  ],
  [
    bySni('outbound_.80_x.com', '[a/edge]'),
    ['hostName hosts.0 outbound_.80_x.com', 'hostName tls.0.match.0.sniHosts.0 outbound_.80_x.com'],
  ],
  [
    bySni('outbound_.80_._.x.com', '[mesh]'),
    ['hostName hosts.0 outbound_.80_._.x.com', 'hostName tls.0.match.0.sniHosts.0 outbound_.80_._.x.com'],
  ],
  [tls('{sniHosts: [x.com], sourceLabels: {app: "a*"}}'), ['labelFormat tls.0.match.0.sourceLabels.app app=a*']],
  [tcp('{port: 80, sourceLabels: {"a b": c}}'), ['labelFormat tcp.0.match.0.sourceLabels.a b a b=c']],
  [
    `{hosts: [s], http: [{match: [{sourceLabels: {app: "-"}}], ${to}}]}`,
    ['labelFormat http.0.match.0.sourceLabels.app app=-'],
  ],
  [`{hosts: [s], http: [{match: [{sourceLabels: {app: a, x.y/z: ""}}], ${to}}]}`, []],
  [hosts('outbound_.80_._.x.com'), ['hostName hosts.0 outbound_.80_._.x.com']],
  [hosts('x.com, x.com'), ['hostTwice hosts.1 x.com, x.com']],
  [hosts('x.com, "*.com"'), ['hostTwice hosts.1 x.com, *.com']],
  [hosts('"*.com", "*.x.com"'), ['hostTwice hosts.1 *.com, *.x.com']],
  [hosts('"*.x.com", x.com'), []],
  ['{hosts: [s]}', ['routesMissing']],
  [`{${served}}`, []],
  [`{gateways: [mesh], ${served}}`, ['delegateField gateways gateways']],
  [`{tcp: [{${to}}]}`, ['delegateField tcp tcp']],
  [
    `{${served}, tls: [{match: [{sniHosts: [x.com]}], ${to}}]}`,
    ['delegateField tls tls', 'sniOutsideHosts tls.0.match.0.sniHosts.0 x.com'],
  ],
  [hosts('s', ', gateways: [a/edge, edge, old.style.name]'), []],
  [hosts('s', ', gateways: [a/edge, a/]'), ['gatewayReference gateways.1 a/']],
  [hosts('s', ', gateways: [a/x.y]'), ['gatewayReference gateways.0 a/x.y']],
  [hosts('s', ', gateways: [my_edge]'), ['gatewayReference gateways.0 my_edge']],
  [hosts('s', ', exportTo: [., .]'), ['exportTwice exportTo.1 .']],
  [tls('{sniHosts: [x.com]}'), []],
  [tls('{sniHosts: [a.y.com, "*.b.y.com"]}'), []],
  [tls(''), ['tlsMatchMissing tls.0']],
  [tls('{sniHosts: []}'), ['sniMissing tls.0.match.0']],
  [tls('{sniHosts: [z.com]}'), ['sniOutsideHosts tls.0.match.0.sniHosts.0 z.com']],
  [tls('{sniHosts: ["*.com"]}'), ['sniOutsideHosts tls.0.match.0.sniHosts.0 *.com']],
  [tls('{sniHosts: [x_y]}'), ['hostName tls.0.match.0.sniHosts.0 x_y']],
  [tls('{sniHosts: [x.com]}', 'route: []'), ['destinationMissing tls.0']],
  [tls('{sniHosts: [x.com], port: 65536}'), ['portRange tls.0.match.0.port 65536']],
  [tcp('{port: 9000, destinationSubnets: [10.0.0.0/8, 10.0.0.1], gateways: [mesh]}'), []],
  [tcp('{destinationSubnets: [10.0.0.0/99]}'), ['badAddress tcp.0.match.0.destinationSubnets.0 10.0.0.0/99']],
  [tcp('{gateways: [a/]}'), ['gatewayReference tcp.0.match.0.gateways.0 a/']],
  [tcp('', 'route: []'), ['destinationMissing tcp.0']],
  [tcp('', 'route: [{destination: {host: s}}, {destination: {host: t}}]'), ['weightSum tcp.0.route']],
  [tcp('', 'route: [{destination: {host: s}, weight: -1}]'), ['weightNegative tcp.0.route.0.weight -1']],
];

describe('a VirtualService (13)', () => {
  it.each(rows)('%s', (spec, refused) => {
    expect(refusals('VirtualService', spec)).toEqual(refused);
  });

  it('looks at tokens at gateways only', () => {
    const claim = (gateways: string): readonly string[] =>
      refusals(
        'VirtualService',
        `{hosts: [s.com]${gateways}, http: [{match: [{headers: {"@request.auth.claims.sub": {exact: a}}}], ${to}}]}`,
      );
    const refused = ['claimOutsideGateway http.0.match.0.headers.@request.auth.claims.sub @request.auth.claims.sub'];
    expect(claim('')).toEqual(refused);
    expect(claim(', gateways: [a/edge, mesh]')).toEqual(refused);
    expect(claim(atGateway)).toEqual([]);
  });
});
