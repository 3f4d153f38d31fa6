// Kick shows an empty line for these, or refuses them. The braille blank is a symbol by its Unicode category.
const Invisible = /^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether a reader would see nothing of the text. */
export function isBlank(text: string): boolean {
	return Invisible.test(text);
}
