/** Path of Kick's profile pictures, on files.kick.com. */
export function profilePictureUrl(baseUrl: string, userId: number): string {
	return `${baseUrl}/images/user/${userId}/profile_image/picture.webp`;
}

/** Path of Kick's pictures of streams, on images.kick.com. */
export function thumbnailUrl(baseUrl: string, slug: string): string {
	return `${baseUrl}/video_thumbnails/${encodeURIComponent(slug)}/480.webp`;
}
