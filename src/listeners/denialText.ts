import type { UserError } from '@sapphire/framework';
import { denied } from '../commands/texts.js';

/** Returns the text of a denial, or `null` if the precondition follows Sapphire's `context: { silent: true }`. */
export function denialText(error: UserError): string | null {
	const isSilent = Reflect.get(Object(error.context), 'silent') === true;
	return isSilent ? null : denied(error.message);
}
