import { dialogWords } from '../../content/locales/en/dialogs.ts';
import { type CommandHost, offered } from '../commands/registry.ts';
import { revealNode } from '../store/folds.ts';
import { run } from '../store/run.ts';
import { wordsOfOverview } from '../store/names.ts';
import type { State } from '../store/state.ts';
import type { ResourceId } from '../../core/model/resource.ts';

export interface FindItem {
  readonly key: string;
  readonly kind: string;
  readonly label: string;
  readonly keys: readonly string[];
  readonly run: () => void;
}

/** Everything that "Find or run" can find: requests, workloads, resources, and each command that makes sense now. */
export function findItems(state: State, host: CommandHost, onResource: (id: ResourceId) => void): readonly FindItem[] {
  const evaluation = state.good?.evaluation;
  const { requests = [], workloads = [] } = evaluation?.overview ?? {};
  return [
    ...requests.map((one): FindItem => {
      const { from, to, what } = wordsOfOverview(one);
      return {
        key: `request ${one.id}`,
        kind: dialogWords.request,
        label: dialogWords.foundRequest(what, from, to),
        keys: [],
        run: () => run(one.id),
      };
    }),
    ...workloads.map(
      ({ id, name, namespace }): FindItem => ({
        key: `workload ${id}`,
        kind: dialogWords.workload,
        label: `${name}, ${namespace}`,
        keys: [],
        run: () => revealNode(id),
      }),
    ),
    ...(evaluation?.resources ?? []).map(
      ({ id, kind, namespace, name }): FindItem => ({
        key: `resource ${id}`,
        kind,
        label: namespace === '' ? name : `${name}, ${namespace}`,
        keys: [],
        run: () => onResource(id),
      }),
    ),
    ...offered(state)
      .filter(({ id }) => id !== 'find')
      .map(
        ({ id, label, keys, run: runCommand }): FindItem => ({
          key: id,
          kind: dialogWords.command,
          label,
          keys,
          run: () => runCommand(host),
        }),
      ),
  ];
}

/** Keeps the items in which every word of the query occurs. */
export function filterItems(items: readonly FindItem[], query: string): readonly FindItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ kind, label }) => {
    const text = `${kind} ${label}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
