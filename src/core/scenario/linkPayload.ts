import type { Json, JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import type { DocumentFile } from '../model/scenario.ts';
import { readRequest, writeRequest } from './request.ts';

/** What a link carries beyond names: the whole document where it is no built-in one, and a request of one's own. */
export interface LinkPayload {
  readonly files: readonly DocumentFile[] | null;
  readonly request: Request | null;
}

/** More YAML documents than this are refused: a link is for a mesh a person can look at. */
export const documentLimit = 500;

export type PayloadProblem = 'content' | 'tooManyDocuments';

/** The payload as JSON text. */
export function writePayload({ files, request }: LinkPayload): string {
  const json: JsonObject = {
    ...(files === null ? {} : { files: files.map(({ name, text }) => ({ name, text })) }),
    ...(request === null ? {} : { request: writeRequest(request) }),
  };
  return JSON.stringify(json);
}

/** Reads a payload from JSON text; anything that is not exactly one is `content`. Never throws. */
export function readPayload(text: string): LinkPayload | PayloadProblem {
  const json = parse(text);
  if (!isObject(json)) return 'content';
  const files = json['files'] === undefined ? null : readFiles(json['files']);
  if (files === 'content' || files === 'tooManyDocuments') return files;
  const request = readRequestOf(json);
  if (request === 'content') return request;
  return files === null && request === null ? 'content' : { files, request };
}

/** The request of a payload, if it holds one. */
export function readRequestOf(json: JsonObject): Request | null | 'content' {
  const request = json['request'] === undefined ? null : readRequest(json['request']);
  return request !== null && 'problem' in request ? 'content' : request;
}

/** How many YAML documents the files hold at most. */
export function countDocuments(files: readonly DocumentFile[]): number {
  return files.reduce((sum, { text }) => sum + 1 + (text.match(/^---/gm)?.length ?? 0), 0);
}

function parse(text: string): Json | undefined {
  try {
    const json: Json = JSON.parse(text);
    return json;
  } catch {
    return undefined;
  }
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function readFiles(json: Json): readonly DocumentFile[] | PayloadProblem {
  if (!Array.isArray(json) || json.length === 0) return 'content';
  const files: DocumentFile[] = [];
  for (const entry of json) {
    if (!isObject(entry)) return 'content';
    const { name, text } = entry;
    if (typeof name !== 'string' || typeof text !== 'string' || files.some((file) => file.name === name))
      return 'content';
    files.push({ name, text });
  }
  return countDocuments(files) > documentLimit ? 'tooManyDocuments' : files;
}
