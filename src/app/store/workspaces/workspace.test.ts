import { describe, expect, it } from 'vitest';
import { entryOf, readEntries, readWorkspace, type Workspace } from './workspace.ts';

const workspace: Workspace = {
  id: 'a',
  name: 'Lesson',
  title: 'Shop',
  revision: 3,
  savedAt: 1,
  files: [
    { name: 'a.yaml', text: 'kind: A' },
    { name: 'b.yaml', text: '' },
  ],
  origin: null,
  posture: null,
  start: [{ name: 'a.yaml', text: '' }],
  fork: { side: 'B', other: [{ name: 'a.yaml', text: 'kind: Z' }] },
};

describe('a workspace', () => {
  it('is read as it was written', () => {
    expect(readWorkspace(structuredClone(workspace))).toEqual(workspace);
    expect(readWorkspace({ ...workspace, start: null })).toEqual({ ...workspace, start: null });
  });

  it.each([
    ['no id', { ...workspace, id: 1 }],
    ['no name', { ...workspace, name: null }],
    ['no revision', { ...workspace, revision: '3' }],
    ['no files', { ...workspace, files: [] }],
    ['an older form', { savedAt: 1, files: workspace.files, origin: null }],
    ['nothing', null],
  ])('is nothing where there is %s', (_what, value) => {
    expect(readWorkspace(value)).toBeNull();
  });

  it('is not forked where its other version cannot be read, as in an older form', () => {
    const { fork: _, ...older } = workspace;
    expect(readWorkspace(older)?.fork).toBeNull();
    expect(readWorkspace({ ...workspace, fork: { side: 'C', other: [] } })?.fork).toBeNull();
    expect(readWorkspace({ ...workspace, fork: { side: 'A', other: [1] } })?.fork).toBeNull();
  });

  it('has no start where that cannot be read', () => {
    expect(readWorkspace({ ...workspace, start: [{ name: 1 }] })?.start).toBeNull();
  });
});

describe('the list of workspaces', () => {
  const entry = entryOf(workspace);

  it('says of each how large it is, and not what is in it', () => {
    expect(entry).toEqual({ id: 'a', name: 'Lesson', title: 'Shop', revision: 3, savedAt: 1, files: 2, characters: 7 });
  });

  it('leaves out what is no entry', () => {
    expect(readEntries([entry, null, {}, { ...entry, savedAt: 'now' }, { ...entry, characters: null }])).toEqual([
      entry,
    ]);
    expect(readEntries(undefined)).toEqual([]);
  });
});
