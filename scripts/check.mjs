// npm run check: types, lint, format, dead code.
import { checks, runStages } from './stages.mjs';

const { failed } = await runStages(checks);
process.exitCode = failed > 0 ? 1 : 0;
