import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [balancer: string, refused: readonly string[]];

const at = 'trafficPolicy.loadBalancer';
const cookie = (text: string): string => `consistentHash: {httpCookie: {${text}}}`;
const maglev = (size: number): string => `consistentHash: {maglev: {tableSize: ${size}}}`;
const locality = (text: string): string => `localityLbSetting: {${text}}`;
const share = (text: string): string => locality(`distribute: [{from: a, to: {${text}}}]`);

const rows: readonly Row[] = [
  ['simple: RANDOM', []],
  [cookie('name: a, ttl: 0s, attributes: [{name: b}, {name: a}]'), []],
  [cookie('name: ""'), [`balancing ${at}.consistentHash.httpCookie`]],
  [cookie('name: a, attributes: [{name: ""}]'), [`balancing ${at}.consistentHash.httpCookie`]],
  [cookie('name: a, attributes: [{name: b}, {name: b}]'), [`balancing ${at}.consistentHash.httpCookie b`]],
  ...[1, 2, 3, 65_537, 4_999_999].map((size): Row => [maglev(size), []]),
  ...[0, 4, 65_535, 5_000_011].map(
    (size): Row => [maglev(size), [`balancing ${at}.consistentHash.maglev.tableSize ${size}`]],
  ),
  ['consistentHash: {useSourceIp: true, minimumRingSize: 5}', []],
  [
    'consistentHash: {useSourceIp: true, minimumRingSize: 5, ringHash: {}}',
    [`balancing ${at}.consistentHash minimumRingSize`],
  ],
  [share('a: 99, b/*: 1'), []],
  [share('a: 99'), [`balancing ${at}.localityLbSetting.distribute.0.to 99`]],
  [share('a: 100, b: 0'), [`balancing ${at}.localityLbSetting.distribute.0.to 100`]],
  [locality('failover: [{from: a, to: b}], failoverPriority: [x]'), []],
  [
    locality('failover: [{from: a, to: b}], failoverPriority: [topology.kubernetes.io/zone]'),
    [`balancing ${at}.localityLbSetting failover`],
  ],
  [
    locality('failover: [{from: a, to: b}], distribute: [{from: a, to: {a: 100}}]'),
    [`balancing ${at}.localityLbSetting failover`],
  ],
  [locality('failover: [{from: a, to: a}]'), [`balancing ${at}.localityLbSetting.failover.0 a, a`]],
  [locality('failover: [{from: a/z, to: b}]'), [`balancing ${at}.localityLbSetting.failover.0 a/z, b`]],
  ['zoneAwareLbSetting: {failoverPriority: [x]}', []],
  [
    'zoneAwareLbSetting: {failoverPriority: [topology.istio.io/subzone]}',
    [`balancing ${at}.zoneAwareLbSetting.failoverPriority topology.istio.io/subzone`],
  ],
  ['zoneAwareLbSetting: {failover: [{from: a, to: "*"}]}', [`balancing ${at}.zoneAwareLbSetting.failover.0 a, *`]],
  ['zoneAwareLbSetting: {}, localityLbSetting: {}', [`routeConflict ${at} localityLbSetting, zoneAwareLbSetting`]],
  ['warmup: {duration: 1s, minimumPercent: 100, aggression: 0.1}', []],
  ['warmup: {duration: 0s}', [`timeout ${at}.warmup.duration 0s`]],
  ['warmup: {duration: 1s, minimumPercent: 101}', [`percentage ${at}.warmup.minimumPercent 101`]],
  ['warmup: {duration: 1s, aggression: 0}', [`balancing ${at}.warmup.aggression 0`]],
];

describe('how a DestinationRule balances load (13)', () => {
  it.each(rows)('%s', (balancer, refused) => {
    expect(refusals('DestinationRule', `{host: x, trafficPolicy: {loadBalancer: {${balancer}}}}`)).toEqual(refused);
  });

  it('on one port alone, and in a subset, as well', () => {
    const bad = 'loadBalancer: {warmup: {duration: 0s}}';
    expect(
      refusals('DestinationRule', `{host: x, trafficPolicy: {portLevelSettings: [{port: {number: 80}, ${bad}}]}}`),
    ).toEqual(['timeout trafficPolicy.portLevelSettings.0.loadBalancer.warmup.duration 0s']);
    expect(refusals('DestinationRule', `{host: x, subsets: [{name: a, trafficPolicy: {${bad}}}]}`)).toEqual([
      'timeout subsets.0.trafficPolicy.loadBalancer.warmup.duration 0s',
    ]);
  });
});
