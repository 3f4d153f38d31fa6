const PictureOfAvatar = '.avatar > img';

/** Removes pictures that cannot be loaded, so that the letters below them show. */
export function dropBrokenPictures(): void {
	for (const picture of document.querySelectorAll<HTMLImageElement>(PictureOfAvatar)) {
		if (picture.complete && picture.naturalWidth === 0) picture.remove();
	}
	// Errors of pictures do not bubble.
	document.addEventListener(
		'error',
		({ target }) => {
			if (target instanceof HTMLImageElement && target.matches(PictureOfAvatar)) target.remove();
		},
		true
	);
}
