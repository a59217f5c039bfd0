import { describe, expect, it } from 'vitest';
import { ambientWorld, service, traced, waypoint } from '../../core/dataplane/ambient/ambient.fixture.ts';
import { becauseOf } from '../../core/story/because.ts';
import { say } from './en.ts';

const used = service('amb/s', ', istio.io/use-waypoint: w');
const pod = (labels: string): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: far, namespace: amb, labels: {app: far${labels}}}, spec: {containers: [{name: app}]}}`;
const entry =
  "{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: amb, labels: {istio.io/use-waypoint: w}}, spec: {hosts: ['*.example.com'], resolution: DYNAMIC_DNS, ports: [{number: 80, name: http, protocol: HTTP}]}}";
const binding = waypoint('amb').replace(
  'metadata: {',
  'metadata: {annotations: {ambient.istio.io/waypoint-inbound-binding: PROXY/15088}, ',
);

/** What of ambient mode is not modelled: a mesh in which it could matter, whom to call, and what the card calls it. */
const items: readonly (readonly [string, readonly string[], string, string])[] = [
  ['traffic between networks', [pod(', topology.istio.io/network: n2'), service('amb/far')], 'far.amb', 'amb/c'],
  // Behind a waypoint, at a waypoint of which nobody says where it is, and from a sidecar.
  [
    'traffic between networks',
    [waypoint('amb'), pod(', topology.istio.io/network: n2'), service('amb/far', ', istio.io/use-waypoint: w')],
    'far.amb',
    'amb/c',
  ],
  ['traffic between networks', [waypoint('amb'), pod(', topology.istio.io/network: n2'), used], 's.amb', 'amb/c'],
  ['traffic between networks', [pod(', topology.istio.io/network: n2'), service('amb/far')], 'far.amb', 'car/c'],
  ['a waypoint that looks up outside names', [waypoint('amb'), entry], '240.240.0.1', 'amb/c'],
  [
    'a canary waypoint',
    [waypoint('amb'), service('amb/s', ', istio.io/use-waypoint: w, istio.io/use-waypoint-canary: w2')],
    's.amb',
    'amb/c',
  ],
  [
    'a Gateway of another class as waypoint',
    [waypoint('amb').replace('istio-waypoint', 'other'), used],
    's.amb',
    'amb/c',
  ],
  ['a waypoint that is not reached by HBONE', [binding, used], 's.amb', 'amb/c'],
];

describe('what is not modelled of ambient mode', () => {
  it.each(items)('is told by name: %s', (name, resources, to, from) => {
    const trace = traced(ambientWorld(resources), from, to);
    expect(trace.verdict.kind).toBe('undetermined');
    expect(say(becauseOf(trace))).toBe(`Hopwise can't tell: **${name}** is not modelled on this way.`);
  });

  it('and nothing is said of it where it cannot matter', () => {
    const elsewhere = items.flatMap(([, resources]) => resources.filter((text) => !text.includes('name: s,')));
    const once = elsewhere.filter((text) => !text.includes('kind: Gateway'));
    expect(traced(ambientWorld(once), 'amb/c', 's.amb').verdict.kind).toBe('allowed');
  });
});
