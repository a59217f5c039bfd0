import { Known } from './Known.tsx';
import { Question } from './Question.tsx';
import { Task } from './Task.tsx';

/** One of the places of a lesson: all of them come in one chunk. */
export function LearnPane({ part }: { part: 'task' | 'question' | 'known' }) {
  switch (part) {
    case 'task':
      return <Task />;
    case 'question':
      return <Question />;
    case 'known':
      return <Known />;
  }
}
