import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Caller, Credentials } from '../../accounts/caller.ts';
import { CannotOpen } from '../../core/sealing.ts';
import type { OperationRequest } from '../operation.ts';
import { Refused } from '../refused.ts';

const VALID_MS = 60_000;
const MAX_LENGTH = 8_000; // with the other headers below the 16 KiB that node takes
const PURPOSE = 'download';

/** A question whose answer is to be saved as a file, and the media type of that. */
export interface Download {
  request: OperationRequest;
  accept: string;
}

const ticket = z.object({
  download: z.object({ request: z.record(z.string(), z.unknown()), accept: z.string() }),
  holder: z.string(),
  validUntil: z.number(),
});

/**
 * Writes a download into an address, since only what a browser goes to by itself does it save without
 * holding all of it. The address is sealed, good for a minute, and nobody's but the session's that asked
 * for it by a POST that no foreign page can send; so it needs no record that it was used: whoever could
 * use it again might as well ask again.
 *
 * @throws {Refused} for a question too long for an address
 */
export function writeTicket(
  { sealer, installation }: Accounts,
  { credentials }: Caller,
  download: Download,
): string {
  const validUntil = installation.now().getTime() + VALID_MS;
  const sealed = sealer.seal(
    JSON.stringify({ download, holder: nameOf(credentials), validUntil }),
    PURPOSE,
  );
  if (sealed.length <= MAX_LENGTH) return sealed;
  throw new Refused('This question is too long for an address; send it with a key.', 414, {
    code: 'TOO_LONG',
  });
}

/** @throws {Refused} for one that is too old, somebody else's, or none */
export function readTicket(
  { sealer, installation }: Accounts,
  { credentials }: Caller,
  sealed: string,
): Download {
  const { download, holder, validUntil } = opened(sealer, sealed);
  const isValid = holder === nameOf(credentials) && installation.now().getTime() < validUntil;
  if (isValid) return download;
  throw expired();
}

function opened(sealer: Accounts['sealer'], sealed: string): z.output<typeof ticket> {
  try {
    return ticket.parse(JSON.parse(sealer.open(sealed, PURPOSE)));
  } catch (error) {
    if (error instanceof CannotOpen) throw expired();
    throw error;
  }
}

function expired(): Refused {
  return new Refused(
    'This download is over a minute old, or was never yours: begin it anew.',
    410,
    {
      code: 'EXPIRED',
    },
  );
}

/** Says which session or key it is and lets nobody in. */
function nameOf(credentials: Credentials): string {
  const known = credentials.kind === 'KEY' ? credentials.id : credentials.token;
  return createHash('sha256').update(known).digest('base64url');
}
