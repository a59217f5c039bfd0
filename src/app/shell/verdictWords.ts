export { verdictWords } from '../../content/locales/en/verdictWords.ts';
