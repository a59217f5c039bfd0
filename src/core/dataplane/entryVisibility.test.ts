import { expect, test } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

const entry = `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: stock, namespace: legacy }
spec:
  hosts: [stock.example]
  addresses: [240.0.0.9]
  resolution: STATIC
  ports: [{ number: 80, name: http, protocol: HTTP }]
  endpoints: [{ address: 203.0.113.9 }]
---
apiVersion: v1
kind: Namespace
metadata: { name: floor, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Pod
metadata: { name: c, namespace: floor, labels: { app: c } }
spec: { containers: [{ name: app }] }`;

/** What is named as not modelled where a caller asks for a ServiceEntry's host. */
function unknowns(from: string, to: string, mesh: JsonObject): readonly string[] {
  const trace = send(worldWith(entry, mesh), call({ from, to }));
  expect(checkTrace(trace)).toEqual([]);
  expect(trace.verdict.kind === 'undetermined').toBe(trace.limits.length > 0);
  return trace.limits.map(({ name, resource }) => `${name} of ${resource}`);
}

const capped = { serviceEntryVisibility: { defaultVisibility: 'NAMESPACE' } };
const cappedForAll = { serviceEntryVisibility: { defaultVisibility: 'NAMESPACE', applyToSidecars: true } };
const named = ['serviceEntryVisibility of ServiceEntry/legacy/stock'];

test('where nobody limits who sees a ServiceEntry, nothing is unknown', () => {
  expect([unknowns('a/c', 'stock.example', {}), unknowns('floor/c', 'stock.example', {})]).toEqual([[], []]);
});

test('limits are honoured in ambient mode always', () => {
  expect(unknowns('floor/c', 'stock.example', capped)).toEqual(named);
  expect(unknowns('a/c', 'stock.example', capped)).toEqual([]);
});

test('limits are honoured by sidecars with applyToSidecars', () => {
  expect(unknowns('a/c', 'stock.example', cappedForAll)).toEqual(named);
  expect(unknowns('floor/c', 'stock.example', cappedForAll)).toEqual(named);
});

test('limits say nothing of Services', () => {
  expect(unknowns('a/c', 's.b', cappedForAll)).toEqual([]);
});
