import { createHash } from 'node:crypto';
import type { ConfigReport } from '../../lib/diagnosis/ConfigReport.js';
import { CheckList } from '../components/CheckList.js';
import { Card } from '../design/Card.js';

/** Lines of `check_kick_config`, and the details below them. */
export function SetupCard({ report }: { report: ConfigReport }) {
	return (
		<Card id="setup" title="Technical details">
			<SetupLines report={report} />
			<details class="more">
				<summary>More details</summary>
				<SetupDetails report={report} />
			</details>
		</Card>
	);
}

export function SetupLines({ report }: { report: ConfigReport }) {
	return <CheckList id="setup-lines" lines={report.lines} />;
}

export function SetupDetails({ report }: { report: ConfigReport }) {
	return <CheckList id="setup-details" lines={report.details} />;
}

/** Returns a mark that changes whenever the report changes. */
export function reportMark(report: ConfigReport): string {
	return createHash('sha256').update(JSON.stringify(report)).digest('base64url').slice(0, 16);
}
