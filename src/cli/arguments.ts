import { details, type Detail } from '../core/model/story.ts';

export interface Arguments {
  readonly files: readonly string[];
  readonly request: string | null;
  readonly detail: Detail;
  readonly json: boolean;
}

export const usage =
  'Usage: npm run story -- FILE… [--request ID] [--detail story|checks|engine] [--json]   (FILE - reads stdin)';

/** Reads the command line; a string says what is wrong with it. */
export function readArguments(args: readonly string[]): Arguments | string {
  const files: string[] = [];
  let request: string | null = null;
  let detail: Detail = 'story';
  let json = false;
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--json') json = true;
    else if (arg === '--request' || arg === '--detail') {
      const value = rest.shift();
      if (value === undefined) return `${arg} needs a value.`;
      if (arg === '--request') request = value;
      else {
        const found = details.find((level) => level === value);
        if (found === undefined) return `${value} is no level of detail: ${details.join(', ')}.`;
        detail = found;
      }
    } else if (arg.startsWith('--')) return `Unknown option ${arg}.`;
    else files.push(arg);
  }
  return files.length === 0 ? usage : { files, request, detail, json };
}
