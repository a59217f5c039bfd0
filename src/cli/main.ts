import { perform } from './command.ts';
import { storyCommand } from './storyCommand.ts';

perform(storyCommand);
