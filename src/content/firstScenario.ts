import type { DocumentFile } from '../core/model/scenario.ts';
import text from './scenarios/shop-and-payments.yaml?raw';

/** The text of the scenario that a first visit shows: it is there at once, the others are fetched. */
export const firstFiles: readonly DocumentFile[] = [{ name: 'shop-and-payments.yaml', text }];
