/**
 * The Latin key that was pressed. Under a Cyrillic layout "j" says "о" and "/" says ".", so there
 * the place of the key counts.
 */
export function keyOf({
  key,
  code,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter && /^\P{ASCII}$/u.test(key)) return letter.toLowerCase();
  if (code === 'Slash' && (key === '.' || key === ',')) return shiftKey ? '?' : '/';
  return key;
}
