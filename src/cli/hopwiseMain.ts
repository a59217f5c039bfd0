import { perform } from './command.ts';
import { hopwise } from './hopwise.ts';

perform(hopwise);
