import { type Command, type Output, refuse } from './command.ts';
import { diffCommand } from './diffCommand.ts';
import { storyCommand } from './storyCommand.ts';
import { testCommand } from './test/testCommand.ts';
import { version } from './version.ts';

const commands: Readonly<Record<string, Command>> = { test: testCommand, diff: diffCommand, story: storyCommand };

const help = `Hopwise ${version}: what Istio and Kubernetes security resources do to requests, and why.

  hopwise test PATH…     check the invariants of a mesh; exit 1 if one is broken or nobody can tell
  hopwise diff A B       every flow that ends otherwise in B than in A; exit 1 if one is newly allowed
  hopwise story PATH…    the story of one request, step by step

A PATH is a YAML or JSON file, a folder with all such files in it, or - for stdin.
Exit code 2: the input cannot be used; what is wrong is said with file and line.
hopwise COMMAND --help says more of one command. Nothing is ever sent anywhere.
`;

/** The whole program: the first word says which command. */
export function hopwise([name, ...args]: readonly string[]): Output {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return {
      code: name === undefined ? 2 : 0,
      out: name === undefined ? '' : help,
      error: name === undefined ? help : '',
    };
  if (name === '--version' || name === '-v') return { code: 0, out: `${version}\n`, error: '' };
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return refuse(`hopwise has no command ${name}: ${Object.keys(commands).join(', ')}.`);
  const asked = args.includes('--help') || args.includes('-h');
  const { code, out, error } = command(asked ? [] : args);
  return asked ? { code: 0, out: named(error), error: '' } : { code, out, error: named(error) };
}

/** In its own words: the same commands run from the repository as well. */
function named(text: string): string {
  return text.replaceAll(/npm run (story|diff) --/g, 'hopwise $1');
}
