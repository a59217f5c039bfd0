import { perform } from './command.ts';
import { diffCommand } from './diffCommand.ts';

perform(diffCommand);
