import type { Story } from '../../core/model/story.ts';
import type { Determining } from '../../core/model/trace.ts';
import type { ResourceId, SourceRef } from '../../core/model/resource.ts';
import { frameById } from '../../core/story/playhead.ts';
import { partsOf } from './refs.ts';
import type { WhyWords } from '../../content/locales/en/why.ts';

/** One answer to "decided by": what to call it and where it stands. */
export interface Decider {
  readonly text: string;
  readonly ref: SourceRef | null;
}

/** Who decided: the rules that matched, the policies of which none did, the setting, or what is not modelled. */
export function deciders(story: Story, words: WhyWords): readonly Decider[] {
  const { verdict } = story.trace;
  if (verdict.kind === 'undetermined') {
    return verdict.limits.map(({ name, resource }) => ({
      text: name,
      ref: resource === null ? null : { resource, path: [] },
    }));
  }
  if (verdict.determining !== null) return named(verdict.determining, story, words);
  const [source] = verdict.kind === 'denied' ? (frameById(story, story.verdictFrame)?.decidingSources ?? []) : [];
  return source === undefined ? [] : [{ text: called(source.resource), ref: source }];
}

function named(determining: Determining, story: Story, words: WhyWords): readonly Decider[] {
  switch (determining.kind) {
    case 'matched':
      return determining.rules.map(({ resource, namespace, name, rule }) => ({
        text: `${namespace}/${name}, ${words.rule(rule)}`,
        ref: { resource, path: ['spec', 'rules', rule] },
      }));
    case 'unmatched':
      return determining.policies.map(({ resource, namespace, name }) => ({
        text: `${namespace}/${name}`,
        ref: firstDeciding(story, resource),
      }));
    case 'setting': {
      const { ref, name, value } = determining;
      const setting = value === '' ? name : `${name}: ${value}`;
      if (ref === null) return [{ text: setting, ref }];
      // A NetworkPolicy's setting is named by its kind, which its name says already.
      const said = partsOf(ref.resource).kind === name ? value : setting;
      return [{ text: `${called(ref.resource)}, ${said}`, ref }];
    }
  }
}

function firstDeciding(story: Story, resource: ResourceId): SourceRef {
  const sources = frameById(story, story.verdictFrame)?.decidingSources ?? [];
  return sources.find((source) => source.resource === resource) ?? { resource, path: [] };
}

function called(resource: ResourceId): string {
  const { kind, namespace, name } = partsOf(resource);
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
