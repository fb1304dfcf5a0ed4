import { SHOWN_BYTES } from './limits.ts';
import type { BytesPreview } from './preview.ts';

const BYTES_A_LINE = 16;

/** The first bytes as programmers look at them. */
export function dumpBytes(head: Uint8Array): BytesPreview {
  const bytes = Buffer.from(head.subarray(0, SHOWN_BYTES));
  const lines = [];
  for (let offset = 0; offset < bytes.length; offset += BYTES_A_LINE) {
    const line = bytes.subarray(offset, offset + BYTES_A_LINE);
    const hex = line.toString('hex').replace(/..(?=.)/g, '$& ');
    lines.push({ offset, hex, ascii: line.toString('latin1').replace(/[^ -~]/g, '.') });
  }
  return { kind: 'BYTES', lines };
}
