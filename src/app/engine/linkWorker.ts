import { mixPayload, unmixCut, unmixPayload } from '../../core/scenario/linkMix.ts';
import type { LinkReply, LinkTask } from './linkTasks.ts';

// It would keep the engine from its answers, and the page from drawing.
onmessage = ({ data }: MessageEvent<LinkTask>) => {
  postMessage(reply(data));
};

function reply(task: LinkTask): LinkReply {
  try {
    return { id: task.id, ok: true, value: done(task) };
  } catch (error) {
    return { id: task.id, ok: false, message: String(error) };
  }
}

function done(task: LinkTask): Extract<LinkReply, { readonly ok: true }>['value'] {
  switch (task.method) {
    case 'pack':
      return mixPayload(...task.args);
    case 'unpack':
      return unmixPayload(...task.args);
    case 'salvage':
      return unmixCut(...task.args);
  }
}
