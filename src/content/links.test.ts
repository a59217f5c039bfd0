import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { linkTools } from '../../e2e/support/links.ts';
import { readLink } from '../core/scenario/link.ts';
import type { LinkTools } from '../core/scenario/linkFormats.ts';
import { checkOfText } from '../core/scenario/linkText.ts';
import issued from './earlier/links.json';
import wordings from './earlier/wordings.json';
import { earlierTexts } from './earlierTexts.ts';
import { scenarios } from './scenarios.ts';

const textOf = (id: string): string =>
  scenarios
    .find((one) => one.id === id)
    ?.files.map(({ text }) => text)
    .join('') ?? '';
const tools: LinkTools = {
  ...linkTools,
  wordings: async (id) => [textOf(id), ...(await earlierTexts(id))],
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

describe('A33 A link that was made by an earlier version', () => {
  it.each(issued)('of format $form opens: $what', async ({ fragment, holds }) => {
    const link = await readLink(`#${fragment}`, tools);
    if (link === null || 'kind' in link) throw new Error(JSON.stringify(link));
    const { payload, scenario, request, frame, detail, open } = link;
    expect({
      scenario,
      files: payload?.files?.map(({ name, text }) => ({ name, sha256: sha256(text) })) ?? null,
      request: payload?.request?.id ?? request,
      frame,
      detail,
      open: open ?? null,
    }).toEqual(holds);
  });

  it('finds every text that a built-in mesh ever had: links that change one are read after it', async () => {
    const listed: Readonly<Record<string, readonly string[]>> = wordings;
    for (const [id, checks] of Object.entries(listed)) {
      const here = [textOf(id), ...(await earlierTexts(id))].map(checkOfText);
      expect(checks, `its text is new: add its checksum to ${id} in earlier/wordings.json`).toContain(here[0]);
      const lost = checks.filter((check) => !here.includes(check));
      expect(lost, `keep the text of ${id} before the change as earlier/${id}.<checksum>.yaml`).toEqual([]);
    }
  });
});
