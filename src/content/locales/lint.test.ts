import { describe, expect, it } from 'vitest';
import { diagnosticCodes } from '../../core/model/diagnostic.ts';
import { lintCodes, type Problem, provedCodes } from '../../core/model/lint.ts';
import { rejectReasons } from '../../core/model/rejection.ts';
import { teach } from './en/lint.ts';

const names =
  'name action account args bare by credential gateway labels mode domain protocol field fix from host hosts issuer key kind labels limit id expected actual allowed mode more name namespace namespaces near other own port ports provider providers root rule rules second service subset suggestion target upper value where workload';
const args: Problem['args'] = {
  ...Object.fromEntries(names.split(' ').map((name) => [name, 'x'])),
  first: 'from',
  second: 'to',
  message: 'Nothing.',
  reason: rejectReasons[0],
};
const fix: Problem['fix'] = [{ op: 'remove', resource: 'A/b/c' as never, path: [] }];
const taught = [...lintCodes, ...provedCodes, ...diagnosticCodes].map((code) => ({
  code,
  ...teach({ code, args, fix }),
}));

describe('every problem', () => {
  it('says one whole sentence, and nothing twice', () => {
    for (const { code, sentence } of taught) expect(sentence, code).toMatch(/^(?:\*\*|`|[A-Z])[^]*[.?]$/);
    for (const { code, sentence } of taught) expect(sentence, code).not.toMatch(/undefined|null|``|\*\*\*\*/);
    expect(new Set(taught.map(({ sentence }) => sentence)).size).toBe(taught.length);
  });

  it('closes every mark', () => {
    for (const { code, sentence, why } of taught) {
      for (const text of [sentence, why]) {
        expect(text.split('**').length % 2, code).toBe(1);
        expect(text.split('`').length % 2, code).toBe(1);
      }
    }
  });

  it('says why it matters', () => {
    for (const { code, why } of taught) expect(why, code).toMatch(/\.$/);
  });

  it('links to Istio’s documentation, if it is a pitfall', () => {
    for (const { code, docs } of taught.filter(({ code }) => lintCodes.some((each) => each === code)))
      expect(docs, code).toMatch(/^https:\/\/istio\.io\/latest\/docs\/[a-z0-9/_-]+\/(?:#[\w-]+)?$/);
  });
});
