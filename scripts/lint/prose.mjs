import ts from 'typescript';
import { addresses, lineKinds } from './markdown.mjs';

/** Takes the place of a character that is not prose. No phrase goes across it. */
const hidden = '\u0001';
const hide = (text) => text.replace(/\S/g, hidden);
/** Names of code within a text. */
const hideNames = (text) => text.replace(/`[^`]*`/g, hide);

/**
 * Returns the text with everything hidden that is not written for people, at the same positions.
 *
 * Of code, comments and strings stay. Strings without a space are names and are hidden. Of Markdown, all but code and
 * addresses stays. Other files stay whole.
 */
export function proseOf(path, text) {
	if (/\.md$/.test(path)) return proseOfMarkdown(text);
	if (/\.[cm]?[jt]sx?$/.test(path)) return proseOfCode(path, text);
	return hideNames(text);
}

function proseOfMarkdown(text) {
	const kinds = lineKinds(text);
	const lines = text.split('\n').map((line, index) => (kinds[index] === 'code' ? hide(line) : line));
	return hideNames(lines.join('\n').replace(/^ *(> ?)+/gm, (marks) => marks.replace(/>/g, ' '))).replace(
		addresses,
		hide
	);
}

function proseOfCode(path, text) {
	const ranges = proseRanges(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true), text);
	let prose = '';
	let position = 0;
	for (const { start, end, comment } of ranges.sort((a, b) => a.start - b.start)) {
		if (start < position) continue;
		const content = text.slice(start, end);
		prose += hide(text.slice(position, start)) + (comment ? withoutMarks(content) : content);
		position = end;
	}
	return prose + hide(text.slice(position));
}

/** Blanks the marks at the beginnings of lines, so that a phrase is found over the end of a line. */
function withoutMarks(comment) {
	return hideNames(comment.replace(/^\s*(\/\/+|\/\*+|\*(?!\/))/gm, (mark) => mark.replace(/\S/g, ' ')));
}

function proseRanges(source, text) {
	const ranges = new Map();
	const add = (start, end, comment) => ranges.set(start, { start, end, comment });

	function visit(node) {
		if (node.kind === ts.SyntaxKind.JsxText) {
			add(node.pos, node.end, false);
			return;
		}
		if (isText(node) && /\s/.test(node.text)) add(node.getStart(source), node.end, false);
		const children = node.getChildren(source);
		if (children.length === 0) addComments(node.pos);
		for (const child of children) visit(child);
	}

	function addComments(position) {
		const found = [
			...(ts.getLeadingCommentRanges(text, position) ?? []),
			...(ts.getTrailingCommentRanges(text, position) ?? [])
		];
		for (const { pos, end } of found) add(pos, end, true);
	}

	visit(source);
	return [...ranges.values()];
}

function isText(node) {
	return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}
