import { tokenFormWords } from '../../../content/locales/en/tokenForm.ts';
import { isObject, type Json, type JsonObject } from '../../../core/model/json.ts';
import { jsonFault } from './jsonScan.ts';

/** A JSON object that was typed, or what is wrong with it and where. Blank text is the empty object. */
export function readObject(text: string): { readonly json: JsonObject } | { readonly error: string } {
  if (text.trim() === '') return { json: {} };
  const fault = jsonFault(text);
  if (fault !== null) {
    const before = text.slice(0, fault.at).split('\n');
    return { error: tokenFormWords.jsonFault(before.length, (before.at(-1) ?? '').length + 1, fault.expected) };
  }
  const json: Json = JSON.parse(text);
  return isObject(json) ? { json } : { error: tokenFormWords.notAnObject };
}
