import type { Deletion } from '../deletions';
import type { Deliberate } from '../deletions/deletion';

/** Fields of ours that every node has, and that no page can have. */
const ofEveryNode: readonly Deliberate[] = [
	{
		fact: 'field authentication',
		spec: undefined,
		node: 'is sent nowhere',
		why: 'It chooses the credential, which n8n sends as a header.',
	},
	{ fact: 'field operation', spec: undefined, node: 'is sent nowhere', why: 'It chooses the method and the path.' },
	{
		fact: 'field options',
		spec: undefined,
		node: 'is sent nowhere',
		why: 'It holds the optional parameters, each of which goes its own way.',
	},
	{ fact: 'field includeInputFields', spec: undefined, node: 'is sent nowhere', why: 'It shapes the output.' },
	{ fact: 'field output', spec: undefined, node: 'is sent nowhere', why: 'It shapes the output.' },
	...['dryRun', 'neverDelete', 'stopIfMoreThan'].map((field) => ({
		fact: `field ${field}`,
		spec: undefined,
		node: 'is sent nowhere',
		why: 'It decides whether anything is sent.',
	})),
	{ fact: 'field toolDescription', spec: undefined, node: 'is sent nowhere', why: 'It is what the model of an agent reads.' },
];

/**
 * Every point in which a node differs from its page. A difference that is not here makes the test
 * fail, and so does an entry that is none any more.
 */
export function deliberateOf({ deliberate }: Pick<Deletion, 'deliberate'>): readonly Deliberate[] {
	return [...ofEveryNode, ...deliberate];
}
