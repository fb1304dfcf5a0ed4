const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The reader's theme; static/theme.js applies a saved one before the first paint. */
class ThemeChoice {
  current = $state<Theme>(readSaved());

  next = (): void => {
    this.current = THEMES[(THEMES.indexOf(this.current) + 1) % THEMES.length] ?? 'system';
    if (this.current === 'system') {
      localStorage.removeItem('theme');
      delete document.documentElement.dataset['theme'];
    } else {
      localStorage.setItem('theme', this.current);
      document.documentElement.dataset['theme'] = this.current;
    }
  };
}

function readSaved(): Theme {
  const saved = localStorage.getItem('theme');
  return THEMES.find((theme) => theme === saved) ?? 'system';
}

export const theme = new ThemeChoice();
