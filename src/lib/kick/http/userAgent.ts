declare const __PACKAGE_VERSION__: string;

/**
 * User agent of all requests. Kick's edge refuses requests without a descriptive name more often (KickDevDocs #148).
 */
export const UserAgent = `sapphire-plugin-kick/${__PACKAGE_VERSION__} (+https://www.npmjs.com/package/sapphire-plugin-kick)`;
