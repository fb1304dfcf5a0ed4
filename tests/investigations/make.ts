/** A failure of the morning of 20 November 2026 in Moscow, as a robot reports it. */
export function failure(changes: object = {}) {
  return {
    eventAt: '2026-11-20T10:00:00.123456+03:00',
    supplierId: 17,
    errorId: 3,
    errorText: 'PRICE_COLUMN_NOT_FOUND',
    stage: 'load_mail',
    ...changes,
  };
}
