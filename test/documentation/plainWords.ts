/** What a native reader stops at, and what n8n's own documentation says instead. */
export const WORDS: ReadonlyArray<[word: RegExp, instead: string]> = [
	[/\b[Ww]hoever\b/, 'anybody who, the person who'],
	[/\banew\b/, 'again'],
	[/\bfor good\b/, 'permanently'],
	[/\bstands?\b(?! for\b)|\bstood\b/, 'is'],
	[/\b(is|are|was) well\b/, 'succeeds'],
	[/\ball the same\b/, 'anyway, still'],
	[/\bbut for\b/, 'except'],
	[/\btokens? ends?\b/, 'expires'],
	[/^Where (?!.*\?)|[.:;] Where |\b[Ww]here (it|they|there|an?|nothing|no|that|Feishu) (is|are|has|was|were|gives)\b/, 'if'],
	[/\bwhat became of\b/, 'what happened to'],
	[/\b(is|are) none\b/, 'is not one'],
	[/\bhave come\b|\bhas come\b/, 'progress'],
	[/\bto the letter\b/, 'exactly'],
	[/\bput back\b/, 'restore'],
];
