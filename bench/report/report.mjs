import { judge } from './goals.mjs';
import { unitOf } from './ratios.mjs';
import { RatioNote, sections } from './sections.mjs';
import { table, withUnit } from './tables.mjs';
import { wrapProse } from './wrapProse.mjs';
import { writtenSections } from './written.mjs';

/** Builds the text of `RESULTS.md` from `results.json` alone. */
export function report(results) {
	const { machine, versions, ratios } = results;
	const text = [
		'# Results of the benchmark',
		`Made by \`npm run bench\`, which writes this file; [README.md](README.md) says what is measured and how. Do not edit it.

${machine.date}, ${machine.minutes} minutes. Node ${machine.node},
${machine.cpu}, ${machine.memory}, Linux ${machine.kernel}.
Load average of the machine: ${machine.loadBefore} before, ${machine.loadAfter} after; on ${machine.cores} cores, more
than about ${machine.cores} means that ${machine.cores === 1 ? 'it' : 'they'} were shared and absolute figures are low.

Versions: ${Object.entries(versions)
			.map(([name, version]) => `${name} ${version}`)
			.join(', ')}.`,
		goalsOf(ratios),
		...(Object.keys(ratios).length > 0 ? [ratiosSection(ratios)] : []),
		...Object.keys(sections)
			.filter((name) => results[name])
			.map((name) => sections[name](results[name])),
		...writtenSections()
	].join('\n\n');
	return `${wrapProse(text)}\n`;
}

function ratiosSection(ratios) {
	return `## Ratios

${RatioNote}

${table(
	['', 'ratio'],
	Object.entries(ratios).map(([name, ratio]) => [`\`${name}\``, withUnit(ratio, unitOf(name))])
)}`;
}

function goalsOf(ratios) {
	const judged = judge(ratios);
	if (judged.length === 0) return '## Goals\n\nNothing of what has a goal was measured.';
	const rows = judged.map(({ text, figure, atLeast, atMost, reached, isMet }) => {
		const show = (value) => withUnit(value, unitOf(figure));
		return [text, `${atMost === undefined ? '≥' : '≤'} ${show(atLeast ?? atMost)}`, show(reached), isMet ? '✅' : '❌'];
	});
	const missed = judged.filter(({ isMet }) => !isMet).map(({ text, why }) => `- **${text}**: missed. ${why}`);
	return `## Goals

${table(['', 'wanted', 'reached', ''], rows)}${missed.length > 0 ? `\n\n${missed.join('\n')}` : ''}`;
}
