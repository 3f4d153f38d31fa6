import type { Notice } from '../../lib/dashboard/Notices.js';
import type { TestEventReport } from '../../lib/events/testing/TestEvents.js';
import { lagText } from './lagText.js';

/** How a test event went, step by step. */
export function testEventNotice({ ok, steps }: TestEventReport): Notice {
	return {
		outcome: ok ? 'ok' : 'failed',
		lines: [ok ? 'The test event went all the way.' : 'The test event did not go all the way.'],
		steps: steps.map((step) => ({
			outcome: step.ok ? 'ok' : 'failed',
			text: `${step.text} (${lagText(step.afterMs)})`
		}))
	};
}
