import { err, ok, type Result } from '@sapphire/result';
import { Messages } from '../../dashboard/messages.js';
import { FormTokenField } from '../../lib/dashboard/FormTokens.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import { readForm } from '../../lib/http/body/readForm.js';
import type { DashboardRequest } from './DashboardRequest.js';
import type { Answer } from './replies.js';

const MaxBytes = 64 * 1_024;

/** Reads a form and checks its token: it must belong to this session and be sent for the first time. */
export async function readSentForm(
	request: DashboardRequest,
	session: Session
): Promise<Result<URLSearchParams, Answer>> {
	const form = await readForm(request.http, MaxBytes);
	if (form.isErr()) return err(request.message(Messages.body(form.unwrapErr())));
	const fields = form.unwrap();
	const refusal = await request.dashboard.forms.take(session, request.path, fields.get(FormTokenField) ?? '');
	return refusal ? err(request.message(Messages.form(refusal))) : ok(fields);
}
