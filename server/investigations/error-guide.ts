import type { Language } from '../core/generated/prisma/client.ts';
import { DEFAULT_GUIDES } from './error-guide-defaults.ts';

/** What is known of an error, in plain text. */
export interface GuideText {
  meaning: string;
  usualCause: string;
  whatToDo: string;
}

/** A guide as somebody reads it. */
export interface ErrorGuide extends GuideText {
  errorId: number;
  language: Language;
  /** The error in the words of its newest failure; null when none is known. */
  errorText: string | null;
  /** Who wrote it; null when it came with the product. */
  updatedBy: string | null;
  updatedAt: Date | null;
}

/** A guide that a company wrote. */
export interface WrittenGuide extends GuideText {
  errorId: number;
  language: Language;
  updatedBy: string;
  updatedAt: Date;
}

/**
 * The guide to show: what the company wrote in the language, else what comes with the product.
 *
 * @returns null when nobody wrote of the error and the product does not know it
 */
export function chooseGuide(
  error: { errorId: number; errorText: string | null },
  language: Language,
  written: readonly WrittenGuide[],
): ErrorGuide | null {
  const own = written.find(
    (guide) => guide.errorId === error.errorId && guide.language === language,
  );
  if (own) return { ...own, errorText: error.errorText };
  const common = DEFAULTS.get(error.errorText?.trim().toLowerCase() ?? '')?.[language];
  return common ? { ...error, ...common, language, updatedBy: null, updatedAt: null } : null;
}

const DEFAULTS = new Map(
  Object.entries(DEFAULT_GUIDES).map(([text, guide]) => [text.toLowerCase(), guide]),
);
