import { expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import { createMemory, evaluate } from '../../core/scenario/evaluate.ts';
import { problemsOf } from '../../core/scenario/problems.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { Study } from './protocol.ts';
import { studyReceiver, studySender } from './studyDelta.ts';

const memory = createMemory();

function study(document: HopwiseDocument): Study {
  return { evaluation: evaluate(document, null, memory), problems: problemsOf(document, memory) };
}

/** The same mesh after one change of its text each: a character, a line, a document more or less, a broken text, another mesh. */
function* edits(): Generator<HopwiseDocument> {
  for (const { files } of scenarios.slice(0, 6)) {
    yield { files };
    for (const [index, { name, text }] of files.entries()) {
      const half = text.indexOf('\n', text.length / 2) + 1;
      const next = text.indexOf('\n---', half);
      for (const changed of [
        `${text.slice(0, half)}# a line\n${text.slice(half)}`,
        ` ${text}`,
        text.replace('ALLOW', 'ALLOWx'),
        text.replaceAll('DENY', 'ALLOW'),
        text.slice(0, half),
        next < 0 ? '' : text.slice(next),
        `${text}\n  : [`,
      ])
        yield { files: files.with(index, { name, text: changed }) };
    }
  }
}

it('gives the page every answer of the worker as it was', () => {
  const [send, receive] = [studySender(), studyReceiver()];
  let count = 0;
  for (const document of edits()) {
    const answer = study(document);
    expect(receive(structuredClone(send(answer)))).toEqual(structuredClone(answer));
    count += 1;
  }
  expect(count).toBeGreaterThan(40);
});

it('gives the page the same objects where an edit has left them alone', () => {
  const [send, receive] = [studySender(), studyReceiver()];
  const [file] = scenarios[0]?.files ?? [];
  if (file === undefined) throw new Error('no mesh');
  const before = receive(structuredClone(send(study({ files: [file] }))));
  const after = receive(structuredClone(send(study({ files: [{ ...file, text: `${file.text}\n# rest\n` }] }))));
  expect(after.evaluation.overview).toBe(before.evaluation.overview);
  expect(after.evaluation.story).toBe(before.evaluation.story);
  expect(after.evaluation.resources[0]).toBe(before.evaluation.resources[0]);
});

it('begins anew with a new worker', () => {
  const answer = study({ files: scenarios[1]?.files ?? [] });
  expect(studyReceiver()(structuredClone(studySender()(answer)))).toEqual(structuredClone(answer));
});
