import type { Understood } from '../../../core/scenario/intake/understand.ts';

const number = new Intl.NumberFormat('en');

/** `1 Secret`, `2 Secrets`, with separators for thousands. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

export const importWords = {
  title: 'Your own cluster',
  reading: 'Reading',
  building: 'Building the mesh',
  promise: 'Nothing leaves this browser. Values of Secrets are dropped before anything is kept.',
  replace: 'Replace the mesh',
  open: 'Open',
  add: 'Add to it',
  cancel: 'Cancel',
  close: 'Close',
  opened: 'Opened. Nothing of it leaves this page.',
  added: 'Added. Nothing of it leaves this page.',
  back: 'Back to before',
  nothing: 'Nothing here could be read as Kubernetes objects. The mesh on show stays as it is.',
  failed: 'The engine stopped at this. The mesh on show stays as it is.',
  policies: 'Policies',
  others: 'Also simulated',
  kept: 'Kept, not simulated',
  problems: 'Problems',
  skipped: 'Left out',
  cleaned: 'Cleaned',
} as const;

export const skippedWords = {
  notYaml: 'no YAML or JSON',
  tooLarge: 'over the limit of 48 MB',
  tooMany: 'over 2,000 files',
  unreadable: 'the browser could not read it',
  binary: 'not text',
} as const;

/** What was dropped or cut on the way in, one sentence each. */
export function sayCleaned(
  reading: { readonly secrets: number; readonly env: number; readonly leftOut: number; readonly folded: number },
  { spared, known }: Pick<Understood, 'spared' | 'known'>,
): readonly string[] {
  const { secrets, env, leftOut, folded } = reading;
  const spare = spared.map(({ kind, count }) => counted(count, kind)).join(' and ');
  return [
    ...(secrets === 0 ? [] : [`The values of ${counted(secrets, 'Secret')} were dropped; names, types and keys stay.`]),
    ...(env === 0
      ? []
      : [
          `${counted(env, 'value')} in \`env\` that plainly ${env === 1 ? 'is a secret was' : 'are secrets were'} dropped; the names stay.`,
        ]),
    ...(leftOut === 0
      ? []
      : [
          `${counted(leftOut, 'document')} that cannot be read and may hold a Secret ${leftOut === 1 ? 'was' : 'were'} left out.`,
        ]),
    ...(spare === '' ? [] : [`${spare} were left out: their controllers and one pod each say the same.`]),
    ...(folded < 1000
      ? []
      : [
          `${counted(Math.round(folded / 1000), 'kB', 'kB')} that nobody has written were cut: managed fields, copies by kubectl, status that decides nothing.`,
        ]),
    ...(known === 0
      ? []
      : [
          `${counted(known, 'object')} of the mesh on show ${known === 1 ? 'is' : 'are'} here, too. Added, the new ones count.`,
        ]),
  ];
}

export function andMore(count: number): string {
  return `… and ${number.format(count)} more`;
}

export function andMoreFiles(count: number): string {
  return `… and ${counted(count, 'more file')}`;
}

export function lineOf(file: string, line: number): string {
  return `${file}, line ${line}`;
}

/** Numbers, each with what there are so many of. */
export function sumWords(mesh: {
  readonly namespaces: number;
  readonly workloads: number;
  readonly inMesh: number;
  readonly services: number;
}): readonly (readonly [count: number, what: string])[] {
  const { namespaces, workloads, inMesh, services } = mesh;
  return [
    [namespaces, namespaces === 1 ? 'namespace' : 'namespaces'],
    [workloads, workloads === 1 ? 'workload' : 'workloads'],
    [inMesh, 'in the mesh'],
    [services, services === 1 ? 'service' : 'services'],
  ];
}
