import { useEffect } from 'react';
import { countHands, goBack, goOn } from '../store/course.ts';
import { noteLesson } from '../store/lesson.ts';
import { wallId } from '../store/notesWindow.ts';
import { useStore } from '../store/store.ts';
import { toggleBlank } from '../store/view.ts';
import { channelOf, type Message, readMessage, type Wish } from './message.ts';
import { wallNow } from './wallNow.ts';

/** Tells the notes what is on the wall, and does what is wanted there; without notes nobody hears it. */
export function useNotes(): void {
  useEffect(() => {
    const channel = channelOf(wallId());
    let told = '';
    const send = (message: Message): void => channel.postMessage(message);
    const tell = (): void => {
      const now = wallNow(useStore.getState());
      const text = JSON.stringify(now);
      if (text !== told) send({ kind: 'now', now });
      told = text;
    };
    const again = (): void => {
      told = '';
      tell();
    };
    const gone = (): void => {
      told = '';
      send({ kind: 'now', now: null });
    };
    channel.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message?.kind === 'hands') countHands(message.answer, message.count);
      if (message?.kind !== 'wish') return;
      if (message.wish === 'hello') again();
      else grant(message.wish);
    };
    addEventListener('pagehide', gone);
    // Back from where the browser keeps pages that were left.
    addEventListener('pageshow', again);
    const unsubscribe = useStore.subscribe(tell);
    tell();
    return () => {
      unsubscribe();
      removeEventListener('pagehide', gone);
      removeEventListener('pageshow', again);
      gone();
      channel.close();
    };
  }, []);
}

function grant(wish: Exclude<Wish, 'hello'>): void {
  switch (wish) {
    case 'next':
      goOn();
      return;
    case 'back':
      goBack();
      return;
    case 'nextLesson':
      noteLesson({ move: 'next' });
      return;
    case 'lastLesson':
      noteLesson({ move: 'back' });
      return;
    case 'blank':
      toggleBlank();
  }
}
