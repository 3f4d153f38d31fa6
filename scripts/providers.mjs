/** Databases that the plugin supports: each has a folder in prisma/, a config file and a generated client. */
export const providers = ['sqlite', 'postgresql'];
