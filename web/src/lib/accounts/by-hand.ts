const SAVED_AS = 'signs-in-by-hand';

/** Whether this browser's reader has signed in or out themselves, and is not made a guest unasked. */
export function signsInByHand(): boolean {
  return localStorage.getItem(SAVED_AS) !== null;
}

export function rememberByHand(byHand: boolean): void {
  if (byHand) localStorage.setItem(SAVED_AS, '1');
  else localStorage.removeItem(SAVED_AS);
}
