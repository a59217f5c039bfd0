/** How results are printed. */
export const testFormats = ['text', 'json', 'junit', 'sarif'] as const;
export type TestFormat = (typeof testFormats)[number];

export interface TestArguments {
  readonly files: readonly string[];
  readonly format: TestFormat;
  /** An invariant of which nobody can say whether it holds is no failure. */
  readonly allowUnclear: boolean;
}

export const testUsage = `Usage: hopwise test PATH… [--format ${testFormats.join('|')}] [--allow-unclear]
  PATH: a file, a folder with all YAML and JSON files in it, or - for stdin. All of them together are one mesh.`;

/** Reads the command line; a string says what is wrong with it. */
export function readTestArguments(args: readonly string[]): TestArguments | string {
  const files: string[] = [];
  let format: TestFormat = 'text';
  let allowUnclear = false;
  const rest = args.flatMap((arg) => (arg.startsWith('--format=') ? ['--format', arg.slice(9)] : [arg]));
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--allow-unclear') allowUnclear = true;
    else if (arg === '--format') {
      const value = rest.shift();
      const found = testFormats.find((each) => each === value);
      if (found === undefined) return `--format is one of ${testFormats.join(', ')}.`;
      format = found;
    } else if (arg.startsWith('--')) return `Unknown option ${arg}.\n${testUsage}`;
    else files.push(arg);
  }
  return files.length === 0 ? testUsage : { files, format, allowUnclear };
}
