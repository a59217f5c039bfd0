import { mixPayload, unmixPayload } from '../../core/scenario/linkMix.ts';
import type { LinkReply, LinkTask } from './linkTasks.ts';

// It would keep the engine from its answers, and the page from drawing.
onmessage = ({ data }: MessageEvent<LinkTask>) => {
  postMessage(reply(data));
};

function reply(task: LinkTask): LinkReply {
  try {
    const value = task.method === 'pack' ? mixPayload(...task.args) : unmixPayload(...task.args);
    return { id: task.id, ok: true, value };
  } catch (error) {
    return { id: task.id, ok: false, message: String(error) };
  }
}
