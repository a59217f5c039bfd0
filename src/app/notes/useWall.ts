import { useCallback, useEffect, useRef, useState } from 'react';
import { channelOf, type Message, readMessage, type WallNow, type Wish } from './message.ts';

interface Wall {
  /** What it showed last; null: nothing has been heard of it yet. */
  readonly now: WallNow | null;
  readonly isThere: boolean;
  readonly want: (wish: Wish) => void;
  readonly count: (answer: number, count: number) => void;
}

/** The wall that these notes belong to. It may be closed, and come again. */
export function useWall(id: string): Wall {
  const [now, setNow] = useState<WallNow | null>(null);
  const [isThere, setThere] = useState(false);
  const channel = useRef<BroadcastChannel | null>(null);
  const send = useCallback((message: Message) => channel.current?.postMessage(message), []);
  useEffect(() => {
    const opened = channelOf(id);
    channel.current = opened;
    opened.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message?.kind !== 'now') return;
      setThere(message.now !== null);
      if (message.now !== null) setNow(message.now);
    };
    send({ kind: 'wish', wish: 'hello' });
    return () => {
      channel.current = null;
      opened.close();
    };
  }, [id, send]);
  const want = useCallback((wish: Wish) => send({ kind: 'wish', wish }), [send]);
  const count = useCallback((answer: number, hands: number) => send({ kind: 'hands', answer, count: hands }), [send]);
  return { now, isThere, want, count };
}
