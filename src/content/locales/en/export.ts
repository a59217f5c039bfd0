import { counted } from './exchange.ts';

export const exportWords = {
  title: 'Export YAML',
  about:
    'Plain YAML for kubectl. To open the mesh in Hopwise again, with its requests and its layout, take the file that Share offers.',
  all: 'All of it',
  changes: 'Only what changed',
  copyYaml: 'Copy YAML',
  copyCommand: 'Copy command',
  file: 'Download file',
  folder: 'Download folder',
  command: 'kubectl command',
  copied: 'Copied.',
  refused: 'The browser refused the clipboard.',
  unchanged: 'Nothing that a cluster would see has changed.',
  failed: 'The engine stopped at this document.',
} as const;

export const changeWords = {
  added: { mark: '+', word: 'added' },
  changed: { mark: '~', word: 'changed' },
  removed: { mark: '−', word: 'removed' },
} as const;

/** `null`: one's own mesh. */
export function saySince(title: string | null): string {
  return title === null ? 'Only what changed since you opened it' : `Only what changed since “${title}”`;
}

export function saySecrets(count: number): string {
  return count === 1
    ? '1 Secret is left out: it has no values here, and applied it would empty the one of the cluster.'
    : `${counted(count, 'Secret')} are left out: they have no values here, and applied they would empty those of the cluster.`;
}

export function changeCount(count: number): string {
  return counted(count, 'change');
}

export function fileCount(count: number): string {
  return counted(count, 'file');
}
