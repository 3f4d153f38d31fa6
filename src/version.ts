declare const __PACKAGE_VERSION__: string;

/** Version of this package, as in its package.json. Filled in by the build (`tsup.config.ts`). */
export const version: string = __PACKAGE_VERSION__;
