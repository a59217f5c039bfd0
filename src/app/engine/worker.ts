import { createMemory, evaluate } from '../../core/scenario/evaluate.ts';
import { addRequest, setPosition } from './edits.ts';
import type { EngineMethods, Question, Reply } from './protocol.ts';

const memory = createMemory();

const methods: EngineMethods = {
  evaluate: (document, request) => evaluate(document, request, memory),
  addRequest,
  setPosition,
};

function answer(question: Question): ReturnType<EngineMethods[Question['method']]> {
  switch (question.method) {
    case 'evaluate':
      return methods.evaluate(...question.args);
    case 'addRequest':
      return methods.addRequest(...question.args);
    case 'setPosition':
      return methods.setPosition(...question.args);
  }
}

self.onmessage = ({ data }: MessageEvent<Question>) => {
  let reply: Reply;
  try {
    reply = { id: data.id, ok: true, value: answer(data) };
  } catch (error) {
    reply = {
      id: data.id,
      ok: false,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
  self.postMessage(reply);
};
