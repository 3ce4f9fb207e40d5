/** Set by the bundler; absent when the sources run unbundled. */
declare const BACKUPLINT_VERSION: string | undefined;

/** Version of the tool, as its reports say it. */
export const toolVersion = typeof BACKUPLINT_VERSION === 'string' ? BACKUPLINT_VERSION : '0.0.0';
