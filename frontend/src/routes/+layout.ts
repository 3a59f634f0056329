/** One page of JavaScript for every address: the server only ever hands out index.html. */
export const ssr = false;
export const prerender = false;
export const trailingSlash = 'ignore';
