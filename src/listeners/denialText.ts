import type { UserError } from '@sapphire/framework';
import { denied } from '../commands/texts.js';

/** `null` where a precondition of the host asks for silence, by the convention of Sapphire's guide: `context: { silent: true }`. */
export function denialText(error: UserError): string | null {
	const isSilent = Reflect.get(Object(error.context), 'silent') === true;
	return isSilent ? null : denied(error.message);
}
