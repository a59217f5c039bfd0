import type { Plugin } from 'vite';
import { pseudo } from './say.ts';
import { textsOf } from './texts.ts';

const catalogues = /\/src\/content\/(?:locales\/en|lessons)\/[^?]*\.ts$/;

/** Puts the texts of the catalogues and lessons into the pseudo-locale; all other modules stay as they are. */
export function pseudoLocale(): Plugin {
  return {
    name: 'hopwise:pseudo-locale',
    enforce: 'pre',
    transform(source, id) {
      const path = id.replaceAll('\\', '/');
      return catalogues.test(path) ? { code: inPseudo(path, source), map: null } : null;
    },
  };
}

/** A module with its texts in the pseudo-locale. */
export function inPseudo(path: string, source: string): string {
  const edits = textsOf(path, source).flatMap(({ spelt, parts }) => {
    const said = pseudo(parts.map(({ text }) => text));
    return parts.map(({ start, end, text }, index) => ({ start, end, text, said: said[index] ?? text, spelt }));
  });
  return edits
    .filter(({ text, said }) => text !== said)
    .toSorted((a, b) => b.start - a.start)
    .reduce((code, { start, end, said, spelt }) => code.slice(0, start) + spell[spelt](said) + code.slice(end), source);
}

const spell = {
  literal: (text: string): string => JSON.stringify(text),
  template: (text: string): string => text.replace(/[\\`]|\$\{/g, (mark) => `\\${mark}`),
};
