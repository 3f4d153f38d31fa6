/** Kept equal to `package.json` by a test. */
const Version = '0.1.0';

/** Says who calls: Kick's edge refuses calls without a descriptive name more often (KickDevDocs #148). */
export const UserAgent = `sapphire-plugin-kick/${Version} (+https://www.npmjs.com/package/sapphire-plugin-kick)`;
