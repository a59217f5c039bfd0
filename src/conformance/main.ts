import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import floors from './floor.json';
import { replay } from './replay.ts';
import { readVector } from './vector.ts';

/** Every `.jsonl` file under the given files and folders, in order of name. */
function vectorFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .map((name) => join(path, name));
  });
}

/** The least agreement per set below which `--floor` fails. */
const floor: ReadonlyMap<string, number> = new Map(Object.entries(floors));

function main(args: readonly string[]): number {
  const flags = args.filter((arg) => arg.startsWith('--'));
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const quiet = flags.includes('--quiet') || flags.includes('--floor');
  const totals = new Map<string, { agree: number; of: number }>();
  for (const file of vectorFiles(paths.length > 0 ? paths : ['src/conformance/vectors'])) {
    const set = basename(file, '.jsonl');
    const total = totals.get(set) ?? { agree: 0, of: 0 };
    totals.set(set, total);
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line.trim() === '') continue;
      for (const { vector, request, disagreements } of replay(readVector(line))) {
        total.of += 1;
        if (disagreements.length === 0) total.agree += 1;
        if (quiet) continue;
        for (const { field, expected, actual } of disagreements) {
          console.log(`${set} ${vector} ${request} ${field}: expected ${expected}, actual ${actual}`);
        }
      }
    }
  }
  return report(totals, flags.includes('--floor') ? floor : null);
}

type Totals = ReadonlyMap<string, { readonly agree: number; readonly of: number }>;

function report(totals: Totals, least: ReadonlyMap<string, number> | null): number {
  let agree = 0;
  let of = 0;
  let below = false;
  for (const [set, total] of totals) {
    agree += total.agree;
    of += total.of;
    const wanted = least?.get(set) ?? 0;
    if (total.agree < wanted) below = true;
    console.log(`${set}: ${total.agree} of ${total.of}${total.agree < wanted ? `, below its floor of ${wanted}` : ''}`);
  }
  console.log(`agree ${agree} of ${of}`);
  if (least) return below ? 1 : 0;
  return agree === of ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
