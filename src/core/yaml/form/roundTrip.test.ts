import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/json.ts';
import { type Change, changeText } from '../change.ts';
import { valueAt } from '../plainEdit.ts';
import type { ParseCache } from '../reading.ts';
import { parseValue } from '../value.ts';
import { formIn, nodesOf, sampleResources } from './samples.fixture.ts';

/** In the suite some of each file; all of them with `SAMPLES=all`. */
const all = sampleResources();
const step = process.env['SAMPLES'] === 'all' ? 1 : Math.max(1, Math.floor(all.length / 240));
const samples = all.filter((_, index) => index % step === 0);
/** For what takes several edits of each part. */
const some = step === 1 ? samples : samples.filter((_, index) => index % 8 === 0);

/** Texts that were read already. */
const cache: ParseCache = new Map();

function changed(text: string, change: Change): string {
  const patched = changeText(text, 0, change, cache);
  if ('error' in patched) throw new Error(`${patched.error}: ${JSON.stringify(change)} in\n${text}`);
  return patched.text;
}

function partsOf(text: string) {
  const form = formIn(text);
  return form === null ? [] : nodesOf(form.root);
}

function jsonOf(text: string): Json {
  return parseValue(text)?.json ?? null;
}

describe('resources as people write them', () => {
  it('are many, and of all kinds that have a form', () => {
    expect(all.length).toBeGreaterThan(1000);
    expect(samples.length).toBeGreaterThanOrEqual(200);
    const kinds = new Set(all.map((text) => formIn(text)?.kind));
    for (const kind of [
      'AuthorizationPolicy',
      'PeerAuthentication',
      'RequestAuthentication',
      'Sidecar',
      'ServiceEntry',
      'DestinationRule',
      'NetworkPolicy',
    ])
      expect(kinds, kind).toContain(kind);
  });

  it('stay as they are, byte for byte, where a form writes what is there', () => {
    for (const text of samples) {
      const json = jsonOf(text);
      for (const { path } of partsOf(text)) {
        expect(changed(text, { kind: 'set', path, value: valueAt(json, path) ?? null }), text).toBe(text);
      }
    }
  });

  it('are as before once a copy is taken away again, and once two items have changed places twice', () => {
    for (const text of some) {
      for (const part of partsOf(text)) {
        if (part.kind !== 'list') continue;
        for (const index of part.items.keys()) {
          const path = [...part.path, index];
          const copied = changed(text, { kind: 'duplicate', path });
          const after = [...part.path, index + 1];
          expect(changed(copied, { kind: 'remove', path: after }), copied).toBe(text);
          if (index + 1 === part.items.length) continue;
          const swapped = changed(text, { kind: 'swap', path });
          expect(changed(swapped, { kind: 'swap', path }), swapped).toBe(text);
        }
      }
    }
  });

  it('are as before once a field that was added is taken away again', () => {
    for (const text of some) {
      for (const part of partsOf(text)) {
        if (part.kind !== 'object' || part.fields.length === 0) continue;
        for (const { name, blank } of part.addable.slice(0, 2)) {
          const path = [...part.path, name];
          const added = changed(text, { kind: 'set', path, value: blank });
          expect(valueAt(jsonOf(added), path), added).toEqual(blank);
          expect(changed(added, { kind: 'remove', path }), added).toBe(text);
        }
      }
    }
  });

  it('show in their form what is in the text', () => {
    for (const text of samples) {
      const json = jsonOf(text);
      const form = formIn(text);
      const parts = partsOf(text);
      const other = parts.filter((part) => 'value' in part && part.value !== valueAt(json, part.path));
      expect(other, text).toEqual([]);
      const shown = parts.filter((part) => 'value' in part && part.value !== null).length;
      const kept = (form?.onlyInYaml ?? []).reduce((sum, { path }) => sum + leaves(valueAt(json, path) ?? null), 0);
      expect(shown + kept, text).toBe(leaves(json));
    }
  });
});

/** The single values in a JSON value; one that is written but empty is none. */
function leaves(json: Json): number {
  if (json === null) return 0;
  if (typeof json !== 'object') return 1;
  return Object.values(json).reduce<number>((sum, each: Json) => sum + leaves(each), 0);
}
