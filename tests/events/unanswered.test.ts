import { describe, expect, it } from 'vitest';
import { isGone } from '../../server/graphql/event-streams.ts';
import { parseUnanswered } from '../../server/graphql/unanswered.ts';

// Rows of Linux 6.18.
const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const ANSWERED =
  '  87: 01D512C6:8F01 02D512C6:D934 01 00000000:00000000 00:00000000 00000000     0        0 981989 1 000000004baa9bd0 20 4 26 12 -1';
const SENT_AGAIN =
  '  99: 01D512C6:8F01 02D512C6:D934 01 00000002:00000000 01:000000AB 00000006     0        0 981989 2 000000004baa9bd0 326 4 26 1 -1';
const PROBED =
  '  12: 01D512C6:8F01 02D512C6:D935 01 0003A980:00000000 04:0000006E 00000000     0        3 981990 2 000000004baa9bd1 163 4 26 1 -1';
const LISTENING =
  '   0: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 126 1 000000004a3d322f 100 0 0 10 0';
const CLOSING =
  '   1: 020200C0:D96E 507100CB:0050 06 00000000:00000000 03:00001322 00000003     0        0 0 3 00000000d48a31c7';
const IPV6 =
  '   5: 000080FE00000000FF565452CB563412:0FA0 00000000000000000000000001000000:C350 01 00000002:00000000 01:00000034 00000003     0        0 1 2 0 163 4 26 1 -1';
const MAPPED =
  '   6: 0000000000000000FFFF00000100007F:0FA0 0000000000000000FFFF00000100007F:C351 01 00000002:00000000 01:00000034 0000000A     0        0 1 2 0 163 4 26 1 -1';

describe('what the kernel knows of a connection', () => {
  it.each([
    ['is answered', ANSWERED, []],
    ['is sent the same again', SENT_AGAIN, [['198.18.213.1 36609 198.18.213.2 55604', 6]]],
    ['has no room and is asked for it', PROBED, [['198.18.213.1 36609 198.18.213.2 55605', 3]]],
    ['only listens', LISTENING, []],
    ['is at its end', CLOSING, []],
    ['is over IPv6', IPV6, [['fe80::5254:56ff:1234:56cb 4000 ::1 50000', 3]]],
    ['is from IPv4 to IPv6', MAPPED, [['::ffff:127.0.0.1 4000 ::ffff:127.0.0.1 50001', 10]]],
    ['is cut short by the end of the table', '   6: 0100007F:0FA0 0100007F:C351 01', []],
  ])('that %s', (_, row, expected) => {
    expect([...parseUnanswered([HEAD, row, ''].join('\n'))]).toEqual(expected);
  });
});

describe('a client', () => {
  it.each([
    ['that answers', 0, 0, false],
    ['that has just failed to answer', 0, 5, false],
    ['that has not answered since', 5, 6, true],
    ['that was sent nothing more since', 5, 5, true],
    ['that has answered since and failed again', 5, 2, false],
    ['that is back', 5, 0, false],
  ])('%s', (_, before, now, expected) => {
    expect(isGone(before, now)).toBe(expected);
  });
});
