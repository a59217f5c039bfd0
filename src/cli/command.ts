/** What a command prints and exits with. 1: the mesh is not as it should be; 2: the input cannot be used. */
export interface Output {
  readonly code: 0 | 1 | 2;
  readonly out: string;
  readonly error: string;
}

/** A subcommand: takes the words after its name. */
export type Command = (args: readonly string[]) => Output;

/** The input cannot be used. */
export function refuse(problem: string): Output {
  return { code: 2, out: '', error: `${problem}\n` };
}

/** Runs a command on the words of the command line; whoever reads the output may stop reading. */
export function perform(command: Command): void {
  const { code, out, error } = command(process.argv.slice(2));
  process.stdout.on('error', () => undefined);
  process.stderr.write(error);
  process.stdout.write(out);
  process.exitCode = code;
}
