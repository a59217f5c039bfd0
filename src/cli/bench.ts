import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { printCompileTimes } from './bench/compileTimes.ts';
import { printEditTimes } from './bench/editTimes.ts';
import { printExactTimes } from './bench/exactTimes.ts';
import { printLintTimes } from './bench/lintTimes.ts';
import { printMatrixTimes } from './bench/matrix.ts';
import { printMemory } from './bench/memory.ts';
import { printRuleTimes } from './bench/ruleTimes.ts';
import { printThroughput } from './bench/throughput.ts';

function printChunks(): void {
  const folder = 'dist/assets';
  if (!existsSync(folder)) {
    console.log('chunks: run `npm run build` first');
    return;
  }
  for (const name of readdirSync(folder).sort()) {
    if (!/\.(js|css)$/.test(name)) continue;
    console.log(
      `chunk ${name}: ${(gzipSync(readFileSync(join(folder, name)), { level: 9 }).length / 1024).toFixed(1)} kB gz`,
    );
  }
}

printMemory();
printThroughput();
printCompileTimes();
printEditTimes();
printLintTimes();
printMatrixTimes();
printExactTimes();
printRuleTimes();
printChunks();
