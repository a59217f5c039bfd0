import { type Link, readLink } from '../../core/scenario/link.ts';
import type { LinkTools } from '../../core/scenario/linkFormats.ts';
import { diceOf, mutate, type Mutated } from './mutate.ts';

export interface Tried {
  /** What became of them: `opened as it was`, or the problem that was named. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
  /** The longest that one took, in ms. */
  readonly longest: number;
}

/**
 * Opens `count` damaged or forged links. A fault is one that throws, that opens what none of the links holds, or that
 * takes longer than `patience` ms.
 */
export async function tryLinks(
  count: number,
  seed: number,
  links: readonly string[],
  tools: LinkTools,
  patience: number,
  now: () => number,
): Promise<Tried> {
  const dice = diceOf(seed);
  const outcomes = new Map<string, number>();
  const faults: string[] = [];
  const whole = (await Promise.all(links.map((link) => readLink(link, tools)))).flatMap((link) =>
    link === null || 'kind' in link ? [] : [link],
  );
  const known = knownBy(whole);
  let longest = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const mutated = mutate(turn, links, dice);
    const from = now();
    const found = await readLink(mutated.fragment, tools).catch((error: unknown) => String(error));
    const took = now() - from;
    longest = Math.max(longest, took);
    const outcome = outcomeOf(found, mutated, known);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (outcome.startsWith('FAULT') || took > patience)
      faults.push(`${outcome}, ${mutated.how}, ${Math.round(took)} ms: ${mutated.fragment.slice(0, 300)}`);
  }
  return { outcomes, faults, longest };
}

type Found = Awaited<ReturnType<typeof readLink>> | string;

interface Known {
  readonly links: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
}

const documentOf = ({ scenario, payload }: Link): string => JSON.stringify([payload?.files ?? scenario]);

function knownBy(links: readonly Link[]): Known {
  return {
    links: new Set(links.map((link) => JSON.stringify(link))),
    documents: new Set(links.map(documentOf)),
  };
}

function outcomeOf(found: Found, { fragment, forged }: Mutated, known: Known): string {
  if (typeof found === 'string') return `FAULT thrown: ${found}`;
  if (found === null) return 'nothing in it';
  if ('kind' in found) return found.kind;
  if (known.links.has(JSON.stringify(found))) return 'opened as it was';
  if (forged) return 'opened what was forged';
  // Without a checksum it is a link as people write them: of the right document, by a name that is looked up.
  const summed = /(?:^#?|&)c=/.test(fragment);
  if (!summed && known.documents.has(documentOf(found))) return 'opened the document alone';
  if (!summed && found.payload === null) return 'a name, to be looked up';
  return 'FAULT opened something else';
}
