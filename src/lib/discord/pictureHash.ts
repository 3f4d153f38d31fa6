/**
 * Format of Discord's picture hashes. Those of animated pictures begin with `a_`.
 *
 * @see https://docs.discord.com/developers/reference#image-formatting
 */
export const PictureHash = /^(a_)?[0-9a-f]{32}$/;
