import { appRefusals } from '../shared/chat/calls';
import { inYourApp, publish, type Refusals } from '../shared/refusal';

/** The codes that the pages on removing and on adding members have in common. */
export const writeRefusals: Refusals = {
	...appRefusals,
	232001: {
		what: 'Feishu did not accept a value.',
		todo: 'Read the reason, then check Group Chat, Member IDs and Member ID Type. Only groups have members to change: a chat of two has not.',
		reach: 'record',
	},
	232006: {
		what: 'There is no group with this ID.',
		todo: 'Check Group Chat: IDs of groups begin with oc_, and the list in the field shows them. A chat of two is no group.',
		reach: 'target',
	},
	232009: {
		what: 'The group has been dissolved.',
		todo: 'Leave this group out: nobody is in it any more.',
		reach: 'target',
	},
	232010: {
		what: 'The group belongs to another company than the account of the credential.',
		todo: 'Use a credential of an app or person of the company that owns the group.',
		reach: 'target',
	},
	232011: {
		what: 'The account of the credential is not in the group.',
		todo: 'Add the bot of the app to the group, or use a credential of somebody who is in it. If the bot removed itself, somebody in the group has to add it again.',
		reach: 'target',
	},
	232019: {
		what: 'Too many calls changed this group at once, even after waiting.',
		todo: 'Run the workflow again in a few minutes, and let only one workflow change the members of this group at a time.',
		reach: 'rate',
	},
	232033: {
		what: 'This is an external group, and the app may not manage those.',
		todo: `${inYourApp}, switch on external sharing for the bot, ${publish}. Or let somebody in the group do it by hand.`,
		reach: 'target',
	},
};

/**
 * The codes of the page on removing members:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/delete
 */
export const refusals: Refusals = {
	...writeRefusals,
	232007: {
		what: 'Feishu does not accept the ID of the group, or of this member.',
		todo: 'Check Group Chat and Member IDs, and that Member ID Type in Options matches them.',
		reach: 'record',
	},
	232014: {
		what: 'The account of the credential may not remove members from this group.',
		todo: 'The owner and the administrators may, and the bot that created the group if its app has the permission im:chat:operate_as_owner. Use a credential of one of them. In external groups, Feishu refuses this even if all permissions are there: remove the member by hand.',
		reach: 'target',
	},
	232027: {
		what: 'None of the IDs of this call is a valid member of the group.',
		todo: 'Check that the person or bot is in the group, and that Member ID Type in Options matches the ID.',
		reach: 'record',
	},
	232029: {
		what: 'Nobody else in the group could become its owner.',
		todo: 'Make somebody else the owner of the group in Feishu first, or dissolve the group.',
		reach: 'record',
	},
	232076: {
		what: 'This person owns the group, and the owner cannot be removed.',
		todo: 'Make somebody else the owner of the group in Feishu, then run the workflow again.',
		reach: 'record',
	},
};

/**
 * The codes of the page on adding members:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/create
 */
export const createRefusals: Refusals = {
	...writeRefusals,
	232013: {
		what: 'The group already has as many members as it can have.',
		todo: 'Remove some of its members first, or add fewer.',
		reach: 'record',
	},
	232017: {
		what: 'The account of the credential may not add members to this group.',
		todo: 'Use a credential of its owner or of an administrator, or let everybody in the group add members in its settings. The bot that created the group needs the permission im:chat:operate_as_owner.',
		reach: 'target',
	},
	232024: {
		what: 'The app cannot see this person, or this person cannot use it.',
		todo: `${inYourApp}, add the person to its availability, ${publish}. Or add the person with a credential of somebody in the group.`,
		reach: 'record',
	},
	232027: {
		what: 'None of the IDs of this call can be added to the group.',
		todo: 'Check that the ID is of somebody who is in the company and uses Feishu, and that Member ID Type in Options matches it.',
		reach: 'record',
	},
	232028: {
		what: 'This person is of another company, and the group is internal.',
		todo: 'Leave this person out: people of other companies can only be in external groups.',
		reach: 'record',
	},
	232043: {
		what: 'The group already has as many bots as it can have.',
		todo: 'Remove a bot from the group first, or leave this one out: a group can have 15.',
		reach: 'record',
	},
	232044: {
		what: 'The group already has as many members as your Feishu administrator allows.',
		todo: 'Remove some of its members first, or ask your Feishu administrator to allow more.',
		reach: 'record',
	},
	232090: {
		what: 'Feishu does not let this member be added to the group.',
		todo: 'Read the reason. If it does not help, add the member by hand in Feishu, which may say more.',
		reach: 'record',
	},
	99992351: {
		what: 'There is no user with this open ID.',
		todo: 'Check the ID, and that it comes from the same app as the credential.',
		reach: 'record',
	},
	99992360: {
		what: 'There is no user with this User ID.',
		todo: 'Check the ID, and that Member ID Type in Options is right.',
		reach: 'record',
	},
	99992364: {
		what: 'There is no user with this Union ID.',
		todo: 'Check the ID, and that it comes from the same developer as the app of the credential.',
		reach: 'record',
	},
};
