import type { PathNormalization } from '../../../controlplane/meshConfig.ts';
import {
  allBut,
  bothSets,
  type Characters,
  characterAt,
  charactersFrom,
  charactersOf,
  everyCharacter,
  size,
} from '../patterns/alphabet.ts';
import { languageOf } from '../patterns/compileShape.ts';
import { type Language, without } from '../patterns/language.ts';
import { characters, choice, nothing, repeat, sequence, type Shape, text } from '../patterns/shape.ts';

/** The shapes of this file are small: there is always room for them. */
function built(shape: Shape): Language {
  const language = languageOf(shape);
  return (
    language ?? {
      sorts: new Uint8Array(size),
      width: 1,
      states: 1,
      accepting: new Uint8Array(1),
      next: new Int32Array(1),
    }
  );
}

const visible = charactersFrom('!', '~');
const lower = [charactersFrom('a', 'z'), charactersFrom('0', '9'), charactersOf('-.')].reduce(bothSets);

/** What a header can be: printable ASCII, with no space at its ends. */
export const headerLine: Language = built(
  choice(
    nothing,
    characters(visible),
    sequence(characters(visible), repeat(characters(everyCharacter)), characters(visible)),
  ),
);

const label = repeat(characters(lower), 1);

/** `spiffe://TRUST-DOMAIN/ns/NAMESPACE/sa/ACCOUNT` */
export const identities: Language = built(sequence(text('spiffe://'), label, text('/ns/'), label, text('/sa/'), label));

/** A Host header: a name or an address, with or without a port. */
export const hosts: Language = built(
  repeat(characters([lower, charactersFrom('A', 'Z'), charactersOf('_:')].reduce(bothSets)), 1),
);

/** A server name in TLS, in lower case; or none. */
export const serverNames: Language = built(repeat(characters(bothSets(lower, charactersOf('_')))));

/** What may follow a path. */
const query: Shape = choice(
  nothing,
  sequence(text('?'), repeat(characters(visible.map((member, place) => (characterAt(place) === '#' ? 0 : member))))),
);

/** A target of a request whose path is of this shape: no path has a question mark, and any query may follow it. */
export function pathShape(shape: Shape): Shape {
  return sequence(unquestioned(shape), query);
}

function unquestioned(shape: Shape): Shape {
  switch (shape.kind) {
    case 'never':
      return shape;
    case 'characters':
      return characters(shape.of.map((member, place) => (characterAt(place) === '?' ? 0 : member)));
    case 'sequence':
    case 'choice':
      return { ...shape, parts: shape.parts.map(unquestioned) };
    case 'repeat':
      return { ...shape, part: unquestioned(shape.part) };
  }
}

const notQuery = characters(allBut(charactersOf('?')));
const pathText = repeat(notQuery);
const inSegment = characters(allBut(charactersOf('/?')));

const within = (shape: Shape): Shape => sequence(pathText, shape, pathText);
/** A whole segment, wherever it stands. */
const segment = (shape: Shape): Shape =>
  sequence(pathText, text('/'), shape, choice(nothing, sequence(text('/'), pathText)));

/** Every escape of one of the characters, in either case of its digits. */
function escapes(of: Characters): Shape {
  const all = [...of.keys()].filter((place) => of[place] === 1);
  return choice(
    ...all.map((place) => text(`%${characterAt(place).charCodeAt(0).toString(16).padStart(2, '0')}`, true)),
  );
}

const unreserved = [lower, charactersFrom('A', 'Z'), charactersOf('_~')].reduce(bothSets);
const dots = choice(text('.'), text('..'));

/** What normalization takes out of a path. */
function changedBy(mode: Exclude<PathNormalization, 'NONE'>): readonly Shape[] {
  const base = [
    within(characters(charactersOf('\\"<>^`{|}'))),
    within(escapes(unreserved)),
    within(text('%00')),
    segment(dots),
    segment(sequence(dots, text(';'), repeat(inSegment))),
  ];
  if (mode === 'BASE') return base;
  // "A path of slashes only becomes //, never /."
  const merged = [
    sequence(pathText, inSegment, pathText, text('//'), pathText),
    sequence(text('//'), notQuery, pathText),
  ];
  if (mode === 'MERGE_SLASHES') return [...base, ...merged];
  return [...base, ...merged, within(choice(text('%2f', true), text('%5c', true)))];
}

/**
 * The paths of requests as proxies read them: a target of a request is normalized to one of them, so what holds for all of
 * these holds for all targets; but for one that would be normalized again (a backslash before `..;`). `queried`: each with any query, which is never normalized.
 */
export function pathDomain(mode: PathNormalization, queried: boolean): Language {
  const key = `${mode} ${String(queried)}`;
  const known = pathDomains.get(key) ?? builtPaths(mode, queried);
  pathDomains.set(key, known);
  return known;
}

const pathDomains = new Map<string, Language>();

function builtPaths(mode: PathNormalization, queried: boolean): Language {
  const behind = queried ? query : nothing;
  const plain = visible.map((member, place) => ('?#'.includes(characterAt(place)) ? 0 : member));
  const all = built(sequence(text('/'), repeat(characters(plain)), behind));
  if (mode === 'NONE') return all;
  return changedBy(mode).reduce((rest, shape) => without(rest, built(sequence(shape, behind))) ?? rest, all);
}
