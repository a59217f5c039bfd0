import type { ResourceId, SourceRef } from '../../core/model/resource.ts';
import type { State } from './state.ts';
import { useStore } from './store.ts';

/** Shows a value in the editor and lights its check; with `focus`, puts the cursor there. */
export function showSource(ref: SourceRef, focus = false): void {
  useStore.setState({ selectedRef: ref, goal: { kind: 'ref', ref, focus } });
}

/** Shows a whole resource in the editor. */
export function showResource(resource: ResourceId): void {
  useStore.setState({ selectedRef: null, goal: { kind: 'ref', ref: { resource, path: [] }, focus: false } });
}

/** Puts the cursor at the end of the first file: where nothing in the YAML decides, something is to be added. */
export function showEnd(): void {
  const file = useStore.getState().document.files[0];
  if (file === undefined) return;
  useStore.setState({
    selectedRef: null,
    goal: { kind: 'place', file: file.name, line: file.text.split('\n').length, wish: 'write' },
  });
}

/** The value that decides the story; null where nothing in the YAML does. */
export function decidingRef({ good }: State): SourceRef | null {
  const story = good?.evaluation.story;
  return story?.frames.find(({ id }) => id === story.verdictFrame)?.decidingSources[0] ?? null;
}
