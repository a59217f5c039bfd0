import { commandWords } from '../../content/locales/en/commands.ts';
import { goBack, goOn } from '../store/course.ts';
import * as playhead from '../store/playhead.ts';
import type { State } from '../store/state.ts';
import type { Command } from './registry.ts';

const story = (state: State): boolean => state.good !== null && state.good.evaluation.story !== null;

/** Moving through the story that is told. */
export const playerCommands: readonly Command[] = [
  {
    id: 'player.toggle',
    group: 'Player',
    label: commandWords['player.toggle'],
    keys: ['Space', 'k'],
    when: story,
    run: playhead.togglePlay,
  },
  {
    id: 'player.next',
    group: 'Player',
    label: commandWords['player.next'],
    keys: ['ArrowRight', 'PageDown'],
    playerOnly: true,
    when: story,
    run: goOn,
  },
  {
    id: 'player.back',
    group: 'Player',
    label: commandWords['player.back'],
    keys: ['ArrowLeft', 'PageUp'],
    playerOnly: true,
    when: story,
    run: goBack,
  },
  {
    id: 'player.nextHop',
    group: 'Player',
    label: commandWords['player.nextHop'],
    keys: ['Shift+ArrowRight'],
    playerOnly: true,
    when: story,
    run: playhead.hopForward,
  },
  {
    id: 'player.backHop',
    group: 'Player',
    label: commandWords['player.backHop'],
    keys: ['Shift+ArrowLeft'],
    playerOnly: true,
    when: story,
    run: playhead.hopBack,
  },
  {
    id: 'player.first',
    group: 'Player',
    label: commandWords['player.first'],
    keys: ['Home'],
    playerOnly: true,
    when: story,
    run: playhead.goFirst,
  },
  {
    id: 'player.last',
    group: 'Player',
    label: commandWords['player.last'],
    keys: ['End'],
    playerOnly: true,
    when: story,
    run: playhead.goLast,
  },
  {
    id: 'player.verdict',
    group: 'Player',
    label: commandWords['player.verdict'],
    keys: ['d'],
    when: story,
    run: playhead.goVerdict,
  },
  {
    id: 'player.slower',
    group: 'Player',
    label: commandWords['player.slower'],
    keys: ['['],
    when: story,
    run: () => playhead.changeRate(-1),
  },
  {
    id: 'player.faster',
    group: 'Player',
    label: commandWords['player.faster'],
    keys: [']'],
    when: story,
    run: () => playhead.changeRate(1),
  },
  {
    id: 'detail.story',
    group: 'Player',
    label: commandWords['detail.story'],
    keys: ['1'],
    when: story,
    run: () => playhead.setDetail('story'),
  },
  {
    id: 'detail.checks',
    group: 'Player',
    label: commandWords['detail.checks'],
    keys: ['2'],
    when: story,
    run: () => playhead.setDetail('checks'),
  },
  {
    id: 'detail.engine',
    group: 'Player',
    label: commandWords['detail.engine'],
    keys: ['3'],
    when: story,
    run: () => playhead.setDetail('engine'),
  },
];
