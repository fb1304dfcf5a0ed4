// A page is built in the browser from /graphql; the server only hands out files.
export const ssr = false;
