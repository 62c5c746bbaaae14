import type { PageName } from '../pages';
import type { Difference } from './facts';

/** A point in which a node differs from its page on purpose. */
export interface Deliberate extends Difference {
	/** The statement in which they differ. */
	fact: string;
	why: string;
}

/** Fields of ours that every node has, and that no page can have. */
const ofEveryNode: readonly Deliberate[] = [
	{ fact: 'field authentication', page: undefined, node: 'is sent nowhere', why: 'It chooses the credential, which n8n sends as a header.' },
	{ fact: 'field operation', page: undefined, node: 'is sent nowhere', why: 'It chooses the method and the path.' },
	{ fact: 'field options', page: undefined, node: 'is sent nowhere', why: 'It holds the optional parameters, each of which goes its own way.' },
	{ fact: 'field includeInputFields', page: undefined, node: 'is sent nowhere', why: 'It shapes the output.' },
	{ fact: 'field output', page: undefined, node: 'is sent nowhere', why: 'It shapes the output.' },
];

/**
 * Every point in which a node differs from its page. A difference that is not here makes the test
 * fail, and so does an entry that is none any more.
 */
export const deliberate: Readonly<Record<PageName, readonly Deliberate[]>> = {
	attendanceRecord: ofEveryNode,
	calendarEventAttendee: [
		...ofEveryNode,
		{
			fact: 'body delete_ids. type, default',
			page: undefined,
			node: 'user',
			why: 'A list of choices in n8n shows one of them from the start; the type is always sent, so nothing depends on it.',
		},
		{
			fact: 'a call with the required parameters alone',
			page: 'allowed',
			node: 'refused',
			why: 'It would name nobody: a call from the monthly quota that deletes nothing, where an expression went wrong.',
		},
		{
			fact: 'an instance named by somebody who is no room administrator',
			page: 'allowed',
			node: 'refused',
			why: 'The page gives the instance a meaning for administrators alone. Ignored, it would leave the attendees to be removed from every instance.',
		},
	],
	taskFollower: [
		...ofEveryNode,
		{
			fact: 'body id_list, field',
			page: 'idList',
			node: 'followerIds',
			why: 'A list of IDs of what, the name of the parameter does not say.',
		},
		{
			fact: 'body id_list, required',
			page: false,
			node: true,
			why: 'Without it the call would delete nobody.',
		},
		{
			fact: 'a call with the required parameters alone',
			page: 'allowed',
			node: 'refused',
			why: 'It would name nobody: a call from the monthly quota that deletes nothing, where an expression went wrong.',
		},
		{
			fact: 'records per call',
			page: undefined,
			node: 100,
			why: 'The page sets no limit. A list without end would be one request that is refused, or lost, as a whole.',
		},
	],
	appFeedCard: [
		...ofEveryNode,
		{
			fact: 'body feed_cards. biz_id, required',
			page: true,
			node: false,
			why: 'Inside a list, n8n marks a blank required field red the moment the node is added; the node itself refuses a blank one.',
		},
		{
			fact: 'body feed_cards. user_id, required',
			page: true,
			node: false,
			why: 'Inside a list, n8n marks a blank required field red the moment the node is added; the node itself refuses a blank one.',
		},
		{
			fact: 'body feed_cards, required',
			page: false,
			node: true,
			why: 'Without it the call would delete nothing.',
		},
		{
			fact: 'body feed_cards. user_id, field',
			page: 'userId',
			node: 'userIds',
			why: 'One card goes to many users: the field takes a list, and each user becomes an entry of feed_cards.',
		},
		{
			fact: 'a call with the required parameters alone',
			page: 'allowed',
			node: 'refused',
			why: 'It would name no card: a call from the monthly quota that deletes nothing, where an expression went wrong.',
		},
	],
	batchMessage: ofEveryNode,
};
