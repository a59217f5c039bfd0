import type { LinkProblem } from '../../../core/scenario/link.ts';

/** What is wrong with a link, in one sentence. */
export function sayProblem(problem: LinkProblem): string {
  switch (problem.kind) {
    case 'junk':
      return 'This is not a Hopwise link.';
    case 'damaged':
      return 'This link is damaged: a part of it is missing or was altered on the way.';
    case 'version':
      return `This link was made by a later Hopwise (format ${problem.version}). This one reads formats 1 and 2.`;
    case 'content':
      return 'This link arrived whole, but holds no document that Hopwise can read.';
    case 'tooLong':
      return 'This link is longer than Hopwise reads (256 K characters).';
    case 'tooLarge':
      return 'This link unpacks to more than 2 MB, so it was not opened.';
    case 'tooManyDocuments':
      return 'This link holds more than 500 YAML documents, so it was not opened.';
    case 'unknownScenario':
      return `This link names a mesh that is not here: “${problem.name}”.`;
    case 'otherWording':
      return `This link changes the built-in mesh “${problem.name}”, which is not here in the wording that it changes.`;
    case 'notFetched':
      return 'What reads this link could not be fetched. Try again when there is a network.';
    case 'unknownRequest':
      return `This link names a request that is not in its mesh: “${problem.name}”.`;
  }
}

/** In the place of a document that did not arrive. */
export const brokenWords = {
  neither: 'This one cannot be opened either.',
  title: 'Broken link',
  cannotBeOpened: 'This link cannot be opened',
  paste: 'Paste the link again',
  tryAgain: 'Try again',
  readable: (files: number): string =>
    `The YAML in it is whole${files === 1 ? '' : `, all ${files} files`}: only what the link says of request and step is lost.`,
  openReadable: 'Open the YAML',
  orOpen: 'or open a built-in mesh:',
  arrived: (count: number): string =>
    `${count.toLocaleString('en')} characters of it have arrived. Mail and chat programs cut long links; ask for a file instead, or paste the whole link here.`,
} as const;
