import { grpcCodes } from '../../../core/model/grpcStatus.ts';
import { reasonPhrases } from '../../../core/model/httpStatus.ts';
import type { CallerView } from '../../../core/model/trace.ts';

interface Answer {
  readonly short: string;
  readonly long: (caller: string) => string;
  /** What the calling program shows, as the verdict card says it. */
  readonly sees: string;
}

/** What the caller gets, in three lengths. */
export function answers(view: CallerView): Answer {
  switch (view.kind) {
    case 'http':
      return http(view.status, view.body, view.headers);
    case 'connected':
      return say('Connection is open', 'has an open connection: bytes flow both ways', 'an open connection');
    case 'closed':
      return say(
        'Connection is closed',
        'sees the connection open, then close without an answer',
        'connection closed: `curl: (52) Empty reply from server`, or `(56)`, reset',
      );
    case 'tlsError':
      return say('TLS handshake fails', 'sees the TLS handshake fail', '`curl: (35) TLS connect error`');
    case 'refused':
      return say(
        'Connection refused',
        'cannot connect: connection refused',
        '`curl: (7) Failed to connect: Connection refused`',
      );
    case 'timeout':
      return say('Times out', 'waits until it times out', '`curl: (28) Connection timed out`');
    case 'dnsError':
      return say('Cannot resolve the name', 'cannot resolve the name', '`curl: (6) Could not resolve host`');
    case 'unknown':
      return say("Hopwise can't tell", "sees something that Hopwise can't tell", "Hopwise can't tell");
  }
}

function say(short: string, rest: string, sees: string): Answer {
  return { short, long: (caller) => `${caller} ${rest}.`, sees };
}

function http(status: number, body: string, headers: readonly (readonly [string, string])[]): Answer {
  const grpc = headers.find(([name]) => name === 'grpc-status')?.[1];
  if (grpc !== undefined) {
    const word = grpcCodes[Number(grpc)];
    const shown = word === undefined ? grpc : `${grpc} ${word}`;
    return {
      short: `Gets grpc-status ${grpc}`,
      long: (caller) => `${caller} gets HTTP ${status} with \`grpc-status: ${shown}\`.`,
      sees: `${status} grpc-status: ${shown}`,
    };
  }
  const sees = body === '' ? `${status} ${reasonPhrases.get(status) ?? ''}`.trim() : `${status} ${body}`;
  return {
    short: `Gets ${status}`,
    long: (caller) => `${caller} gets \`${sees.replaceAll('`', "'")}\`.`,
    sees,
  };
}
