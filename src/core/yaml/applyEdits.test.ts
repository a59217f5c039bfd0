import { describe, expect, it } from 'vitest';
import { resourceId } from '../model/resource.ts';
import { applyEdits } from './applyEdits.ts';
import { lineChanges } from './lineChanges.ts';

const one = 'apiVersion: v1\nkind: Service\nmetadata: {name: one, namespace: a}\nspec:\n  x: 1\n  y: 2\n  z: 3\n';
const two = 'apiVersion: v1\nkind: Service\nmetadata: {name: two, namespace: a}\n';
const document = {
  files: [
    { name: 'one.yaml', text: one },
    { name: 'two.yaml', text: two },
  ],
};
const id = resourceId('Service', 'a', 'one');

describe('edits', () => {
  it('are made one after the other, and shown by their lines', () => {
    const applied = applyEdits(document, [
      { op: 'set', resource: id, path: ['spec', 'x'], value: 7 },
      { op: 'remove', resource: id, path: ['spec', 'z'] },
      { op: 'set', resource: id, path: ['metadata', 'namespace'], value: 'b' },
    ]);
    if ('error' in applied) throw new Error(applied.error);
    expect(lineChanges(document, applied.document)).toEqual([
      {
        file: 'one.yaml',
        line: 3,
        removed: ['metadata: {name: one, namespace: a}'],
        added: ['metadata: {name: one, namespace: b}'],
      },
      { file: 'one.yaml', line: 5, removed: ['  x: 1'], added: ['  x: 7'] },
      { file: 'one.yaml', line: 7, removed: ['  z: 3'], added: [] },
    ]);
  });

  it('add an object at the end of a file', () => {
    const manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new' } };
    const applied = applyEdits(document, [{ op: 'add', beside: resourceId('Service', 'a', 'two'), manifest }]);
    expect(applied).toEqual({
      document: {
        files: [
          { name: 'one.yaml', text: one },
          { name: 'two.yaml', text: `${two}---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: new\n` },
        ],
      },
    });
  });

  it('are all or nothing', () => {
    const edits = [
      { op: 'set', resource: id, path: ['spec', 'x'], value: 7 },
      { op: 'remove', resource: id, path: ['nothing'] },
    ] as const;
    expect(applyEdits(document, edits)).toEqual({ error: 'notAContainer' });
    expect(applyEdits(document, [{ op: 'remove', resource: resourceId('Service', 'a', 'x'), path: ['spec'] }])).toEqual(
      {
        error: 'notFound',
      },
    );
  });

  it('add nothing to a JSON file', () => {
    const json = {
      files: [
        {
          name: 'a.json',
          text: '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "two", "namespace": "a"}}',
        },
      ],
    };
    const manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new' } };
    expect(applyEdits(json, [{ op: 'add', beside: resourceId('Service', 'a', 'two'), manifest }])).toEqual({
      error: 'notAContainer',
    });
  });
});
