/** The migrated database that test files copy. */
export const TEMPLATE = 'pricelens_template';
